package io.reelsync.statement.match;

import com.ibm.icu.text.Transliterator;
import com.ibm.icu.text.UnicodeSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A title's name in a form in which spellings of one name are equal: width, case, punctuation, accents, traditional and
 * simplified characters don't matter, nor how a season or part is numbered ({@code 第二季}, {@code Season 2};
 * {@code 之二}, {@code II}).
 *
 * @param base the name without the number of a season or part; empty where nothing of it could be compared
 * @param season the season that it names; 0 where it names none
 * @param part the part that it names; 0 where it names none
 */
record Name(String base, int season, int part) {
    private static final int LONGEST = 400;

    private static final Transliterator SPELLING =
            Transliterator.getInstance("NFKC; Traditional-Simplified; NFD; [\\u0300-\\u036f] Remove; NFC");
    /** The characters that it may change: most names have none. Those of ASCII it changes only beside others of these. */
    private static final UnicodeSet RESPELLED =
            SPELLING.getSourceSet().remove(0, 0x7f).freeze();
    /** Where a name is used, as other names have it behind them. */
    private static final Pattern PLACE =
            Pattern.compile("\\s*[(\\[（［【](?:[港台臺陆陸新马馬澳中国國大湾灣香/ ]|译名|譯名|豆友)+[)\\]）］】]\\s*$");

    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final String NUMBER = "([0-9]{1,3}|[一二三四五六七八九十]{1,3}|one|two|three|four|five|six|seven|eight"
            + "|nine|ten|x|ix|iv|vi{0,3}|i{1,3})";
    private static final List<Pattern> SEASONS = List.of(
            Pattern.compile("第 ?" + NUMBER + " ?季$"),
            Pattern.compile(" (?:season|series|staffel|saison) ?" + NUMBER + "$"),
            Pattern.compile(" s([0-9]{1,2})$"));
    private static final List<Pattern> PARTS = List.of(
            Pattern.compile("第 ?" + NUMBER + " ?(?:部分|部|集|篇|章|辑|卷|弹|回|幕)$"),
            Pattern.compile("之 ?([一二三四五六七八九十]{1,2})$"),
            Pattern.compile(" (?:part|pt|vol|volume|chapter|episode|book) ?" + NUMBER + "$"),
            Pattern.compile("(?<![0-9]) ?(?<![0-9])([0-9]{1,2})$"),
            Pattern.compile("(?: |(?<=\\p{IsHan}))(x|ix|iv|v|vi{1,3}|i{2,3})$"),
            Pattern.compile("(?: ([上中下])[集部篇卷]?|([上下前后])[集部篇卷编])$"));
    private static final Pattern INNER = Pattern.compile("第 ?" + NUMBER + " ?(?:部分|部|季|篇|章|辑|卷)(?= )");
    private static final Pattern INNER_ROMAN = Pattern.compile("(?<= |\\p{IsHan})(ix|iv|vi{1,3}|i{2,3})(?= )");
    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("上", 1),
            Map.entry("前", 1),
            Map.entry("中", 2),
            Map.entry("下", 2),
            Map.entry("后", 2));
    private static final List<String> NUMBER_WORDS =
            WORDS.keySet().stream().filter(word -> word.length() > 1).toList();
    /** What the number of a season or part ends with, beside {@link #NUMBER_WORDS}. */
    private static final String NUMBER_ENDS = "0123456789一二三四五六七八九十xiv季部分集篇章辑卷弹回幕编上中下前后";

    private static final List<String> ROMAN_ENDS = List.of("i ", "v ", "x ");
    private static final List<String> ROMAN = List.of("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x");
    private static final String DIGITS = "一二三四五六七八九";

    static Name of(String name) {
        String text = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
        String words = words(PLACE.matcher(text).replaceFirst(""));
        int season = 0;
        int part = 0;
        Matcher named = ending(SEASONS, words);
        if (named != null) {
            season = number(named);
            words = words.substring(0, named.start()).strip();
        }
        Matcher numbered = ending(PARTS, words);
        if (numbered != null) {
            part = number(numbered);
            words = words.substring(0, numbered.start()).strip();
        }
        return new Name(withInnerNumbers(words).replace(" ", ""), season, part);
    }

    /** In one spelling: small letters, and one blank for whatever stands between words. */
    static String words(String text) {
        String written = text.replace("&", " and ");
        String spelled = RESPELLED.containsNone(written) ? written : SPELLING.transliterate(written);
        return NO_LETTER
                .matcher(spelled.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
    }

    private static @Nullable Matcher ending(List<Pattern> patterns, String words) {
        if (!endsAsNumber(words)) {
            return null;
        }
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(words);
            // A name that is nothing but a number is that name.
            if (matcher.find() && !words.substring(0, matcher.start()).isBlank() && number(matcher) > 0) {
                return matcher;
            }
        }
        return null;
    }

    /** Most names don't, and are spared a dozen patterns: they are matched for every name of every title. */
    private static boolean endsAsNumber(String words) {
        return !words.isEmpty()
                && (NUMBER_ENDS.indexOf(words.charAt(words.length() - 1)) >= 0
                        || NUMBER_WORDS.stream().anyMatch(words::endsWith));
    }

    private static String withInnerNumbers(String words) {
        String counted = words + " ";
        if (counted.indexOf('第') >= 0) {
            counted = INNER.matcher(counted)
                    .replaceAll(one -> String.valueOf(number(one.group(1)).orElse(0)));
        }
        if (ROMAN_ENDS.stream().anyMatch(counted::contains)) {
            counted = INNER_ROMAN
                    .matcher(counted)
                    .replaceAll(one -> String.valueOf(number(one.group(1)).orElse(0)));
        }
        return counted;
    }

    private static int number(Matcher matcher) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                return number(matcher.group(group)).orElse(0);
            }
        }
        return 0;
    }

    private static OptionalInt number(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return OptionalInt.of(Integer.parseInt(text));
        }
        if (WORDS.containsKey(text)) {
            return OptionalInt.of(WORDS.get(text));
        }
        int roman = ROMAN.indexOf(text);
        return roman >= 0 ? OptionalInt.of(roman + 1) : chinese(text);
    }

    private static OptionalInt chinese(String text) {
        int ten = text.indexOf('十');
        if (ten < 0) {
            return text.length() == 1 ? OptionalInt.of(DIGITS.indexOf(text) + 1) : OptionalInt.empty();
        }
        int tens = ten == 0 ? 1 : DIGITS.indexOf(text.charAt(ten - 1)) + 1;
        int ones = ten == text.length() - 1 ? 0 : DIGITS.indexOf(text.charAt(ten + 1)) + 1;
        return OptionalInt.of(10 * tens + ones);
    }
}
