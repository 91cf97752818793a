package io.reelsync.samplesite.page;

import io.reelsync.samplesite.catalogue.TitleFacts;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The summary: whole, or cut short with the long form hidden beside it. */
final class SummaryBlock {
    private static final int WHOLE_UP_TO = 150;
    private static final int SHORT = 110;

    private SummaryBlock() {}

    static String of(TitleFacts facts, Layout layout) {
        String name = Html.text(facts.title());
        StringBuilder html = new StringBuilder(2048);
        html.append(
                        "<div class=\"related-info\" style=\"margin-bottom:-10px;\">\n    <a name=\"intro\"></a>\n    <h2>\n")
                .append("        <i class=\"\">")
                .append(name)
                .append("的剧情简介</i>\n              · · · · · ·\n    </h2>\n            <div class=\"indent\" id=\"")
                .append(layout.oldReport() ? "link-report" : "link-report-intra")
                .append("\">\n");
        String summary = facts.summary();
        if (summary.length() <= WHOLE_UP_TO) {
            html.append("                        <span property=\"v:summary\" class=\"\">\n")
                    .append(paragraphs(summary))
                    .append("                        </span>\n");
        } else {
            String shortForm = "<span class=\"short\">\n<span property=\"v:summary\">\n"
                    + paragraphs(summary.substring(0, SHORT) + "...")
                    + "</span>\n<a href=\"javascript:void(0)\" class=\"j a_show_full\">(展开全部)</a>\n</span>\n";
            String longForm = "<span class=\"all hidden\">\n" + paragraphs(summary) + "</span>\n";
            html.append(layout.longFirst() ? longForm + shortForm : shortForm + longForm);
        }
        return html.append("<span class=\"pl\"><a href=\"/help/movie#t0-qs\">&copy;豆瓣</a></span>\n")
                .append("            </div>\n</div>\n")
                .toString();
    }

    private static String paragraphs(String summary) {
        return Arrays.stream(summary.split("\n"))
                .map(paragraph -> "                                　　" + Html.text(paragraph) + "\n")
                .collect(Collectors.joining("                                    <br />\n"));
    }
}
