package io.reelsync.source.douban;

import java.util.ArrayList;
import java.util.List;

/** Writes a page of an invented title, shaped as Douban shapes them; a test changes the part that it is about. */
final class TitlePage {
    private final long id;
    private String pageTitle = "长桥来信";
    private String heading = "<h1><span property=\"v:itemreviewed\">长桥来信 Letters from the Long Bridge</span>"
            + " <span class=\"year\">(2019)</span></h1>";
    private String poster =
            "<img src=\"https://img.example.org/p1.webp\" alt=\"Letters from the Long Bridge\"" + " rel=\"v:image\">";
    private String rating = rating("7.4", "2051");
    private String summary = "<div class=\"indent\" id=\"link-report-intra\"><span property=\"v:summary\">\n"
            + "　　一座桥，两封信。<br>\n　　二十年后才到。</span>"
            + "<span class=\"pl\"><a href=\"/help\">&copy;豆瓣</a></span></div>";
    private final List<String> info = new ArrayList<>(List.of(
            "<span><span class='pl'>导演</span>: <span class='attrs'><a href=\"/celebrity/1/\""
                    + " rel=\"v:directedBy\">林一舟</a></span></span>",
            "<span class=\"pl\">类型:</span> <span property=\"v:genre\">剧情</span> / <span"
                    + " property=\"v:genre\">爱情</span>"));
    private String identity;
    private String share;

    private TitlePage(long id) {
        this.id = id;
        this.identity = "<meta property=\"og:url\" content=\"https://movie.example.org/subject/" + id + "/\">";
        this.share = "<a class=\"bn-sharing\" data-type=\"电影\" data-url=\"https://movie.example.org/subject/" + id
                + "/\">分享</a>";
    }

    static TitlePage of(long id) {
        return new TitlePage(id);
    }

    static String rating(String score, String votes) {
        return "<div id=\"interest_sectl\"><strong class=\"ll rating_num\" property=\"v:average\">" + score
                + "</strong><span property=\"v:best\" content=\"10.0\"></span><a class=\"rating_people\">"
                + "<span property=\"v:votes\">" + votes + "</span>人评价</a></div>";
    }

    /** A rating with the shares of five stars down to one, as written. */
    static String rating(String score, String votes, List<String> shares) {
        StringBuilder html = new StringBuilder(rating(score, votes)).append("<div class=\"ratings-on-weight\">\n");
        for (int i = 0; i < shares.size(); i++) {
            html.append("<div class=\"item\"><span class=\"stars%d starstop\">%d星</span>".formatted(5 - i, 5 - i))
                    .append("<div class=\"power\" style=\"width:9px\"></div>\n<span class=\"rating_per\">")
                    .append(shares.get(i))
                    .append("</span><br></div>\n");
        }
        return html.append("</div>").toString();
    }

    TitlePage title(String pageTitle, String heading, String alternative) {
        this.pageTitle = pageTitle;
        this.poster = "<img src=\"https://img.example.org/p1.webp\" alt=\"" + alternative + "\">";
        return heading("<h1><span property=\"v:itemreviewed\">" + heading + "</span></h1>");
    }

    TitlePage heading(String html) {
        this.heading = html;
        return this;
    }

    TitlePage year(String written) {
        this.heading = heading.replace("(2019)", written);
        return this;
    }

    TitlePage poster(String html) {
        this.poster = html;
        return this;
    }

    TitlePage rating(String html) {
        this.rating = html;
        return this;
    }

    TitlePage summary(String html) {
        this.summary = html;
        return this;
    }

    TitlePage identity(String html) {
        this.identity = html;
        return this;
    }

    TitlePage share(String html) {
        this.share = html;
        return this;
    }

    /** Adds a line to the block of facts. */
    TitlePage line(String html) {
        info.add(html);
        return this;
    }

    TitlePage noLines() {
        info.clear();
        return this;
    }

    String html() {
        return """
                <!DOCTYPE html>
                <html lang="zh-CN">
                <head><meta charset="utf-8"><title>
                        %s (豆瓣)
                </title>
                %s
                <script>var ready = "</html>";</script>
                </head>
                <body>
                <div id="content">%s
                <div id="mainpic"><a class="nbgnbg" href="https://movie.example.org/subject/%d/photos?type=R">%s</a></div>
                <div id="info">
                %s<br/>
                </div>
                %s
                %s
                <h2><i>剧情简介</i></h2>
                %s
                <h2>的短评</h2>
                <div class="comment-item"><a href="/subject/77/">另一部</a><p>页面不存在，条目不存在</p></div>
                </div>
                <!-- build 7 -->
                <script>_SPLITTEST=''</script>
                </body>

                </html>
                """.formatted(
                        pageTitle, identity, heading, id, poster, String.join("<br/>\n", info), rating, share, summary);
    }
}
