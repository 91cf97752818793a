package io.reelsync.source.tmdb;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Countries and languages as the catalogue's main source writes them: by the JDK's Chinese names, but for those that it
 * writes otherwise, and for countries that are no more, which the JDK doesn't know.
 */
final class PlaceNames {
    private static final Map<String, String> COUNTRIES = Map.ofEntries(
            Map.entry("CN", "中国大陆"),
            Map.entry("HK", "中国香港"),
            Map.entry("MO", "中国澳门"),
            Map.entry("TW", "中国台湾"),
            Map.entry("AE", "阿联酋"),
            Map.entry("BA", "波黑"),
            Map.entry("CS", "塞尔维亚和黑山"),
            Map.entry("DD", "东德"),
            Map.entry("DO", "多米尼加"),
            Map.entry("PS", "巴勒斯坦"),
            Map.entry("SU", "苏联"),
            Map.entry("XC", "捷克斯洛伐克"),
            Map.entry("XG", "东德"),
            Map.entry("XI", "北爱尔兰"),
            Map.entry("YU", "南斯拉夫"),
            Map.entry("ZR", "扎伊尔"));

    /** TMDB has {@code zh} for Mandarin, {@code cn} for Cantonese and {@code xx} for titles in which nobody speaks. */
    private static final Map<String, String> LANGUAGES =
            Map.of("zh", "汉语普通话", "cn", "粤语", "xx", "无对白", "nb", "挪威语", "nn", "挪威语", "tl", "菲律宾语", "mo", "摩尔多瓦语");

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

    private PlaceNames() {}

    /** Where a title was made: where it comes from first, as people name countries, then the others. */
    static List<String> countries(JsonNode title) {
        JsonNode produced = title.path("production_countries");
        Set<String> origin = codes(title.path("origin_country"), COUNTRY);
        Set<String> all = new LinkedHashSet<>();
        produced.valueStream()
                .forEach(country -> ApiJson.text(country, "iso_3166_1").ifPresent(all::add));
        Set<String> ordered = new LinkedHashSet<>(origin);
        if (!all.isEmpty()) {
            ordered.retainAll(all);
        }
        ordered.addAll(all);
        return names(ordered, code -> country(code).or(() -> told(produced, "iso_3166_1", code, "name")));
    }

    /** What is spoken in a title, its original language first. */
    static List<String> languages(JsonNode title) {
        JsonNode spoken = title.path("spoken_languages");
        Set<String> all = new LinkedHashSet<>();
        spoken.valueStream()
                .forEach(language -> ApiJson.text(language, "iso_639_1").ifPresent(all::add));
        if (all.isEmpty()) {
            all.addAll(codes(title.path("languages"), LANGUAGE));
        }
        Optional<String> original = ApiJson.text(title, "original_language");
        Set<String> ordered = new LinkedHashSet<>();
        original.filter(code -> all.isEmpty() || all.contains(code)).ifPresent(ordered::add);
        ordered.addAll(all);
        return names(ordered, code -> language(code)
                .or(() -> told(spoken, "iso_639_1", code, "english_name"))
                .or(() -> told(spoken, "iso_639_1", code, "name")));
    }

    /** A country's name; empty where the code is no country's. */
    static Optional<String> country(String code) {
        if (!COUNTRY.matcher(code).matches()) {
            return Optional.empty();
        }
        String known = COUNTRIES.get(code);
        return known != null
                ? Optional.of(known)
                : unlessCode(code, new Locale("", code).getDisplayCountry(Locale.SIMPLIFIED_CHINESE));
    }

    private static Optional<String> language(String code) {
        if (!LANGUAGE.matcher(code).matches()) {
            return Optional.empty();
        }
        String known = LANGUAGES.get(code);
        return known != null
                ? Optional.of(known)
                : unlessCode(code, Locale.forLanguageTag(code).getDisplayLanguage(Locale.SIMPLIFIED_CHINESE));
    }

    /** The JDK gives a code back that it doesn't know, and 未知 something. */
    private static Optional<String> unlessCode(String code, String name) {
        boolean unknown = name.isBlank() || name.equalsIgnoreCase(code) || name.startsWith("未知");
        return unknown ? Optional.empty() : Optional.of(name);
    }

    private static Optional<String> told(JsonNode list, String codeField, String code, String nameField) {
        return list.valueStream()
                .filter(one -> ApiJson.text(one, codeField).filter(code::equals).isPresent())
                .flatMap(one -> ApiJson.text(one, nameField).stream())
                .findFirst();
    }

    private static Set<String> codes(JsonNode list, Pattern form) {
        Set<String> codes = new LinkedHashSet<>();
        list.valueStream()
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(code -> form.matcher(code).matches())
                .forEach(codes::add);
        return codes;
    }

    private static List<String> names(Collection<String> codes, Function<String, Optional<String>> name) {
        return codes.stream()
                .flatMap(code -> name.apply(code).stream())
                .distinct()
                .toList();
    }
}
