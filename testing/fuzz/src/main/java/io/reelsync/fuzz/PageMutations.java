package io.reelsync.fuzz;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Turns bytes into a page that some hand has spoilt. The first byte chooses a page; each five further ones change it
 * once: what, from which tag, over how many tags, and with which piece or where to.
 */
final class PageMutations {
    private static final int BYTES_OF_A_CHANGE = 5;
    private static final int MOST_CHANGES = 12;
    private static final int LONGEST = 300_000;

    private static final List<String> CHARSETS = List.of("UTF-8", "GB18030", "ISO-8859-1", "windows-1252", "UTF-16LE");

    /** What changes a page when it comes to stand in the wrong place. */
    private static final List<String> PIECES = List.of(
            "--!>",
            "<!-->",
            "<script>'<!--<script>'</script>",
            "</textarea>",
            "<title>别的</title>",
            "</title>",
            "<style>",
            "</style>",
            "<noscript>",
            "<template>",
            "<svg><title>x</title></svg>",
            "<iframe>",
            "<plaintext>",
            "<frameset>",
            "<head>",
            "</head>",
            "<body id=\"info\">",
            "<table><div id=\"info\"></table>",
            "</table>",
            "</option>",
            "</td>",
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<li>",
            "</li>",
            "<form>",
            "<button>",
            "<div/>",
            "<div id=info><span class=pl>导演:</span> 别人</div>",
            "<div ID='inf&#111;'><span class=pl>导演:</span> 别人</div>",
            "<div id=\"mainpic\"><a class=nbg href='/subject/77/'><img src=/other.jpg alt=Other></a></div>",
            "<div title=\"<div id='info'>\">x</div>",
            "<div title='>' id=\"link-report\"><span property=v:summary>别的</span></div>",
            "<strong property=' V:Average '>1.2</strong>",
            "<a href=x><span property=\"v:votes\">12</span></a>",
            "<h1><span property=v:itemreviewed>别的</span><i class=Year>1990</i></h1>",
            "<span class='short'>",
            "<span class='all hidden'>长的</span>",
            "<div class=\"x Ratings-On-Weight\"><i class=\"stars5\"></i><i class=\"rating_per\">9%</i></div>",
            "<a class=\"bn-sharing\" data-type=\"电视剧\"></a>",
            "<i share-id=\"77\" data-type=\"movie\"></i>",
            "<td share-id=\"77\" data-type=\"movie\"></td>",
            "<link rel=\"Canonical\" href=\"/subject/77/\">",
            "<link rel=canon\u0131cal href=\"/subject/77/\">",
            "<a x=\"1\"id='info' id=mainpic>",
            "<SCRIPT TYPE='application/LD+json'>{\"@type\": \"TVSeries\", \"genre\": [\"恐怖\"]}</SCRIPT>",
            "<script type=\"application/ld+json\">{\"name\": \"别的\", \"url\": \"/book/subject/4100500/\"}</script>",
            "&lt;div id=\"info\"&gt;",
            "\u0007",
            "\u0085",
            "\u00A0",
            "x");

    private final List<String> pages;
    private final List<String> pieces;

    PageMutations(List<String> pages) {
        this.pages = pages;
        this.pieces = new ArrayList<>(PIECES);
        this.pieces.addAll(Inputs.PIECES);
    }

    byte[] page(byte[] data) {
        if (data.length == 0) {
            return data;
        }
        String page = pages.get(Byte.toUnsignedInt(data[0]) % pages.size());
        int changes = Math.min((data.length - 1) / BYTES_OF_A_CHANGE, MOST_CHANGES);
        for (int i = 0; i < changes && page.length() < LONGEST; i++) {
            page = changed(page, data, 1 + i * BYTES_OF_A_CHANGE);
        }
        // What is left over chooses the letters.
        int rest = (data.length - 1) % BYTES_OF_A_CHANGE;
        if (rest == 0) {
            return page.getBytes(StandardCharsets.UTF_8);
        }
        int last = Byte.toUnsignedInt(data[data.length - 1]);
        if (rest == 1) {
            return page.getBytes(Charset.forName(CHARSETS.get(last % CHARSETS.size())));
        }
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        int at = Byte.toUnsignedInt(data[data.length - 2]) * 256 + last;
        body[at % body.length] ^= (byte) (1 << last % 8);
        return body;
    }

    private String changed(String page, byte[] data, int at) {
        List<Integer> tags = tags(page);
        int first = (Byte.toUnsignedInt(data[at + 1]) * 256 + Byte.toUnsignedInt(data[at + 2])) % (tags.size() - 1);
        int count = 1 + Byte.toUnsignedInt(data[at + 3]) % 48;
        int choice = Byte.toUnsignedInt(data[at + 4]);
        int from = tags.get(first);
        int to = tags.get(Math.min(first + count, tags.size() - 1));
        int elsewhere = tags.get(choice * 251 % tags.size());
        String before = page.substring(0, from);
        String part = page.substring(from, to);
        String after = page.substring(to);
        String piece = pieces.get(choice % pieces.size());
        return switch (Byte.toUnsignedInt(data[at]) % 16) {
            case 0 -> before + after;
            case 1 -> page.substring(0, elsewhere) + part + page.substring(elsewhere);
            case 2 ->
                elsewhere <= from
                        ? page.substring(0, elsewhere) + part + page.substring(elsewhere, from) + after
                        : page;
            case 3 -> before + "<!--" + part + "-->" + after;
            case 4 -> before + "<![CDATA[" + part + "]]>" + after;
            case 5 -> before + "<script>" + part + "</script>" + after;
            case 6 -> before + "<textarea>" + part + "</textarea>" + after;
            case 7 -> before + "<div title=\"" + part.replace('"', '\'') + "\"></div>" + after;
            case 8 -> before + "<div>" + part + "</div>" + after;
            case 9 -> before + "<a class=x>" + part + "</a>" + after;
            case 10 -> before + part.toUpperCase(Locale.ROOT) + after;
            case 11 -> before + part.replace("\"", choice % 2 == 0 ? "'" : "") + after;
            case 12 -> before + part.replaceFirst("(?s)</[a-z0-9]+>", "") + after;
            case 13 -> before + part.replace("o", "&#111;") + after;
            default -> before + piece + part + after;
        };
    }

    private static List<Integer> tags(String page) {
        List<Integer> tags = new ArrayList<>();
        for (int at = page.indexOf('<'); at >= 0; at = page.indexOf('<', at + 1)) {
            tags.add(at);
        }
        // Enough to choose from, whatever was cut out.
        tags.add(page.length());
        tags.add(page.length());
        return tags;
    }
}
