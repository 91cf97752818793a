package io.reelsync.samplesite.server;

import io.reelsync.samplesite.control.Misbehaviours.Rule;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Good pages of titles made wrong in one way each, as sites and what stands before them have made them wrong. */
final class SpoiltPages {
    private static final Pattern INFO = Pattern.compile("<div id=\"info\">(.*?)</div>", Pattern.DOTALL);
    private static final Pattern LINE =
            Pattern.compile("[^\\n]*<span[^>]*class=['\"]pl['\"].*?<br ?/>", Pattern.DOTALL);
    private static final Pattern LABEL =
            Pattern.compile("<span[^>]*class=['\"]pl['\"][^>]*>(.*?)</span[^>]*>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern LOST = Pattern.compile("class=['\"]pl['\"]\\s*>\\s*(导演|主演|制片国家|语言|上映日期|首播)");
    private static final Pattern SUMMARY =
            Pattern.compile("<div class=\"indent\" id=\"link-report.*?</div>", Pattern.DOTALL);
    private static final Pattern DATE = Pattern.compile("\"datePublished\": \"[^\"]*\"");
    private static final Pattern GENRES = Pattern.compile("\"genre\": \\[[^\\]]*\\]");
    private static final Pattern DIRECTORS = Pattern.compile("\"director\":\\s*\\[[^\\]]*\\]");

    private SpoiltPages() {}

    static String spoil(String page, Rule rule) {
        return switch (rule.kind()) {
            case NEW_LAYOUT -> newLayout(page);
            case FEW_LABELS -> withLines(page, 2);
            case MOJIBAKE -> new String(page.getBytes(StandardCharsets.UTF_8), Charset.forName(rule.argument()));
            case LOSES_FACTS -> withoutFacts(page);
            case TORN -> torn(page);
            default -> INFO.matcher(page).replaceFirst("");
        };
    }

    private static String newLayout(String page) {
        return INFO.matcher(page)
                .replaceFirst(block -> Matcher.quoteReplacement(asDefinitions(block.group(1))))
                .replace("property=\"v:itemreviewed\"", "class=\"subject-title\"")
                .replace("property=\"v:", "data-fact=\"")
                .replace("id=\"link-report", "id=\"subject-intro");
    }

    /** The block's lines as a list of terms, without the markup within. */
    private static String asDefinitions(String info) {
        StringBuilder list = new StringBuilder("<dl class=\"subject-facts\">\n");
        LINE.matcher(info).results().forEach(line -> {
            Matcher label = LABEL.matcher(line.group());
            if (label.find()) {
                String value = TAG.matcher(line.group().substring(label.end())).replaceAll("");
                list.append("<dt>")
                        .append(label.group(1))
                        .append("</dt><dd>")
                        .append(value.strip())
                        .append("</dd>\n");
            }
        });
        return list.append("</dl>").toString();
    }

    private static String withLines(String page, int count) {
        return rewritten(page, info -> {
            StringBuilder kept = new StringBuilder();
            Matcher line = LINE.matcher(info);
            for (int number = 0; number < count && line.find(); number++) {
                kept.append(line.group()).append('\n');
            }
            return kept.toString();
        });
    }

    private static String withoutFacts(String page) {
        String less = rewritten(page, info -> LINE.matcher(info)
                .replaceAll(line -> LOST.matcher(line.group()).find() ? "" : Matcher.quoteReplacement(line.group())));
        return SUMMARY.matcher(less).replaceFirst("<div class=\"indent\" id=\"link-report-intra\"></div>");
    }

    private static String torn(String page) {
        String other = DATE.matcher(page).replaceFirst("\"datePublished\": \"1950-01-01\"");
        other = GENRES.matcher(other).replaceFirst("\"genre\": [\"戏曲\"]");
        return DIRECTORS.matcher(other).replaceFirst("\"director\": [{\"name\": \"无名氏 Nobody\"}]");
    }

    private interface Rewriting {
        String of(String info);
    }

    private static String rewritten(String page, Rewriting rewriting) {
        return INFO.matcher(page)
                .replaceFirst(block ->
                        Matcher.quoteReplacement("<div id=\"info\">" + rewriting.of(block.group(1)) + "</div>"));
    }
}
