package io.reelsync.fuzz;

import io.reelsync.fuzz.Readers.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Turns bytes into what is read. The first byte chooses: a page, details as JSON, a list, each as it stands; or a page
 * that is put together from pieces, one for each further byte, so that few bytes make deep, long and torn structures.
 */
final class Inputs {
    private static final int LARGEST_BURST = 20_000;

    static final List<String> PIECES = List.of(
            "<h1>",
            "</h1>",
            "<h2>",
            "<div id=\"info\">",
            "</div>",
            "<span class='pl'>",
            "<span class=\"pl\">",
            "</span>",
            "<span>",
            "<br/>",
            "<br>",
            "导演",
            "编剧",
            "主演",
            "类型:",
            "制片国家/地区:",
            "语言:",
            "上映日期:",
            "首播:",
            "季数:",
            "集数:",
            "单集片长:",
            "片长:",
            "又名:",
            "IMDb:",
            "IMDb链接:",
            ": ",
            " / ",
            "/",
            "，",
            "<a href=\"/celebrity/1/\">",
            "<a href=\"javascript:;\" class=\"more-actor\">",
            "</a>",
            "<span property=\"v:itemreviewed\">",
            "<span property=\"v:genre\">",
            "<span property=\"v:initialReleaseDate\" content=\"2019-05-03(中国大陆)\">",
            "<span property=\"v:runtime\" content=\"102\">",
            "<strong property=\"v:average\">",
            "<span property=\"v:votes\">",
            "<span property=\"v:summary\">",
            "<span class=\"all hidden\">",
            "<div id=\"link-report-intra\">",
            "<div id=\"link-report\">",
            "<span class=\"year\">",
            "(2019)",
            "2019-05-03(中国大陆)",
            "2011",
            "2011-13-45",
            "1895-1",
            "999999999999999999999",
            "0",
            "-1",
            "7.4",
            "10.0",
            "10.1",
            "tt1234567",
            "102分钟",
            "1小时40分钟",
            "约60min",
            "45'",
            "<select id='season'>",
            "<option value='4100500' selected='selected'>3</option>",
            "</select>",
            "<table>",
            "<tr>",
            "<td>",
            "<svg>",
            "<math>",
            "<textarea>",
            "<script>",
            "</script>",
            "<script type=\"application/ld+json\">",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "&amp;",
            "&#0;",
            "&#xD800;",
            "&#xFFFF;",
            "&nbsp;",
            "&lt;",
            "&bogus;",
            "&",
            "<",
            ">",
            "\"",
            "'",
            "\u0000",
            "\u0085",
            "\u200F",
            "\u2028",
            "e\u0301\u0301",
            "👩‍👩‍👧",
            "\uFFFD",
            "锟斤拷",
            "שלום",
            "林一舟",
            "长桥来信",
            "Letters",
            " ",
            "\n",
            "\t",
            "　",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"name\":",
            "\"director\":",
            "\"genre\":",
            "\"datePublished\":",
            "\"duration\": \"PT99999999999999H\"",
            "\"@type\": \"TVSeries\"",
            "\"url\": \"/subject/4100500/\"",
            "<title>",
            "</title>",
            "<meta property=\"og:url\" content=\"/subject/4100500/\">",
            "<link rel=\"canonical\" href=\"/subject/4100500/\">",
            "<a class=\"bn-sharing\" data-type=\"电视剧\">",
            "<div id=\"mainpic\"><img src=\"/p.webp\" alt=\"Letters\">",
            "</body>",
            "</html>");

    private static final String BEFORE = "<!DOCTYPE html><html><head><title>长桥来信 (豆瓣)</title>"
            + "<meta property=\"og:url\" content=\"/subject/4100500/\"></head><body>"
            + "<h1><span property=\"v:itemreviewed\">长桥来信 Letters</span></h1><div id=\"info\">"
            + "<span class='pl'>导演</span>: 林一舟<br/><span class='pl'>类型:</span> 剧情<br/>"
            + "<span class='pl'>语言:</span> 汉语<br/>";
    private static final String AFTER = "</div></body></html>";

    private Inputs() {}

    /** What bytes stand for. */
    record Input(Target target, byte[] body) {}

    static Input of(byte[] data) {
        if (data.length == 0) {
            return new Input(Target.PAGE, data);
        }
        int choice = Byte.toUnsignedInt(data[0]) % 4;
        if (choice < 3) {
            byte[] body = new byte[data.length - 1];
            System.arraycopy(data, 1, body, 0, body.length);
            return new Input(Target.values()[choice], body);
        }
        return new Input(Target.PAGE, composed(data).getBytes(StandardCharsets.UTF_8));
    }

    private static String composed(byte[] data) {
        StringBuilder page = new StringBuilder(BEFORE);
        int burst = 0;
        for (int i = 1; i < data.length && page.length() < 4 * LARGEST_BURST; i++) {
            int b = Byte.toUnsignedInt(data[i]);
            String piece = PIECES.get(b % PIECES.size());
            // The upper part of the bytes repeats what is chosen, ever more often: nesting and length beyond any
            // page's.
            burst = b >= 250 ? Math.min(LARGEST_BURST, Math.max(1, burst) * 8) : burst;
            page.append(piece.repeat(b >= 250 ? Math.min(burst, LARGEST_BURST / piece.length()) : 1));
        }
        return page.append(AFTER).toString();
    }
}
