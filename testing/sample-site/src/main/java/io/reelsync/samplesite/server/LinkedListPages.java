package io.reelsync.samplesite.server;

import io.reelsync.samplesite.content.LinkedLists.Entry;
import io.reelsync.samplesite.page.Html;
import java.util.List;

/** The pages of the desktop site that show lists of people: doulists and wish lists. */
final class LinkedListPages {
    static final int OF_A_DOULIST = 25;
    static final int OF_WISHES = 15;

    private LinkedListPages() {}

    /** @param all how many rows the whole list has */
    static String doulist(String id, List<Entry> rows, int start, int all, String base) {
        StringBuilder body = new StringBuilder("<div id=\"content\"><h1><span>豆列 ")
                .append(id)
                .append("</span></h1>\n<div class=\"doulist-about\">编造的豆列，供试用与测试。</div>\n<div class=\"article\">\n");
        for (Entry row : rows) {
            String place = place(row, base);
            body.append("<div class=\"doulist-item\" id=\"item")
                    .append(row.id())
                    .append("\"><div class=\"mod\"><div class=\"bd doulist-subject\">\n  <div class=\"source\">来自：")
                    .append(row.isBook() ? "豆瓣读书" : "豆瓣电影")
                    .append("</div>\n  <div class=\"post\"><a href=\"")
                    .append(place)
                    .append("\" target=\"_blank\"><img width=\"100\" src=\"")
                    .append(Html.text(row.cover()))
                    .append("\"/></a></div>\n  <div class=\"title\">\n    <a href=\"")
                    .append(place)
                    .append("\" target=\"_blank\">\n      ")
                    .append(Html.text((row.title() + " " + row.originalTitle()).strip()))
                    .append("\n    </a>\n  </div>\n")
                    .append(rating(row))
                    .append("</div></div></div>\n");
        }
        body.append(paginator("/doulist/" + id + "/?start=", start, OF_A_DOULIST, all))
                .append("</div></div>");
        return frame("豆列 " + id, body.toString());
    }

    /** @param all how many rows the whole list has */
    static String wishes(String user, List<Entry> rows, int start, int all, String base) {
        StringBuilder body = new StringBuilder(
                        "<div id=\"content\"><div id=\"db-usr-profile\"><div class=\"info\"><h1>")
                .append(Html.text(user))
                .append("想看的影视(")
                .append(all)
                .append(")</h1></div></div>\n<div class=\"article\"><div class=\"grid-view\">\n");
        for (Entry row : rows) {
            String place = place(row, base);
            body.append("<div class=\"item comment-item\">\n  <div class=\"pic\"><a title=\"")
                    .append(Html.text(row.title()))
                    .append("\" href=\"")
                    .append(place)
                    .append("\" class=\"nbg\"><img alt=\"\" src=\"")
                    .append(Html.text(row.cover()))
                    .append("\"></a></div>\n  <div class=\"info\"><ul><li class=\"title\"><a href=\"")
                    .append(place)
                    .append("\"><em>")
                    .append(Html.text(row.title()))
                    .append(row.originalTitle().isEmpty() ? "" : " / " + Html.text(row.originalTitle()))
                    .append("</em></a></li><li><span class=\"date\">2026-03-01</span></li></ul></div>\n</div>\n");
        }
        body.append("</div>\n")
                .append(paginator("/people/" + Html.text(user) + "/wish?start=", start, OF_WISHES, all))
                .append("</div></div>");
        return frame(Html.text(user) + "想看的影视", body.toString());
    }

    private static String place(Entry row, String base) {
        return row.isBook() ? "https://book.douban.com/subject/" + row.id() + "/" : base + "/subject/" + row.id() + "/";
    }

    private static String rating(Entry row) {
        return row.score() == 0
                ? "<div class=\"rating\"><span>(尚无评分)</span></div>\n"
                : "<div class=\"rating\"><span class=\"rating_nums\">" + row.score() + "</span><span>(" + row.votes()
                        + "人评价)</span></div>\n";
    }

    private static String paginator(String place, int start, int size, int all) {
        if (all <= size) {
            return "";
        }
        String next = start + size < all ? "<a href=\"" + place + (start + size) + "\">后页&gt;</a>" : "后页&gt;";
        return "<div class=\"paginator\"><span class=\"next\">" + next + "</span></div>\n";
    }

    private static String frame(String title, String body) {
        return """
                <!DOCTYPE html>
                <html lang="zh-CN"><head>
                    <meta http-equiv="Content-Type" content="text/html; charset=utf-8">
                    <title>%s</title>
                </head><body>
                <div id="wrapper">%s</div>
                </body></html>
                """.formatted(title, body);
    }
}
