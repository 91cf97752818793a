package io.reelsync.source.douban;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pages of lists that people link to, in the shape that the site gives them. */
final class ListAnswers {
    private ListAnswers() {}

    /** Every fifth item is a book. */
    static String collection(long first, int start, int count, int all) {
        return IntStream.range(start, Math.min(all, start + count))
                .mapToObj(row -> """
                        {"id": "%d", "type": "%s", "title": "片名 %d", "original_title": "Title %d",
                         "url": "https://movie.douban.com/subject/%d/", "card_subtitle": "2019 / 法国 / 剧情",
                         "rating": {"value": 7.4, "count": 2051}, "cover": {"url": "https://img.example.org/p%d.jpg"},
                         "ranking_value": %d}""".formatted(
                                first + row, row % 5 == 4 ? "book" : "movie", row, row, first + row, row, row + 1))
                .collect(Collectors.joining(
                        ", ",
                        "{\"start\": " + start + ", \"total\": " + all
                                + ", \"subject_collection\": {\"name\": \"片单\"}, \"subject_collection_items\": [",
                        "]}"));
    }

    static String doulist(long first, int start, int all) {
        String rows = IntStream.range(start, Math.min(all, start + 25))
                .mapToObj(row -> doulistRow(
                        "https://movie.douban.com/subject/" + (first + row) + "/", "片名 " + row + " Title " + row))
                .collect(Collectors.joining());
        return doulistPage(rows, start + 25 < all);
    }

    static String doulistRow(String place, String title) {
        return """
                <div class="doulist-item" id="item9"><div class="mod"><div class="bd doulist-subject">
                  <div class="source">来自：豆瓣电影</div>
                  <div class="post"><a href="%s" target="_blank"><img width="100" src="https://img.example.org/p9.jpg"/></a></div>
                  <div class="title">
                    <a href="%s" target="_blank">
                      %s
                    </a>
                  </div>
                  <div class="rating"><span class="allstar40"></span><span class="rating_nums">7.4</span>
                    <span>(2051人评价)</span></div>
                  <div class="abstract">导演: 林一舟<br />年份: 2019</div>
                </div><div class="ft"><a href="https://www.douban.com/people/ahbei/">ahbei</a></div></div></div>
                """.formatted(place, place, title);
    }

    static String doulistPage(String rows, boolean more) {
        return page("""
                <h1><span>一个豆列</span></h1><div class="doulist-about">说明</div><div class="article">%s
                <div class="paginator"><span class="next">%s</span></div></div>
                """.formatted(rows, more ? "<a href=\"?start=25\">后页&gt;</a>" : "后页&gt;"));
    }

    static String wishes(long first, int start, int all) {
        String rows = IntStream.range(start, Math.min(all, start + 15))
                .mapToObj(row -> wishRow(first + row, "片名 " + row + " / Title " + row))
                .collect(Collectors.joining());
        return wishPage(rows, all, start + 15 < all);
    }

    static String wishRow(long id, String names) {
        return """
                <div class="item comment-item"><div class="pic"><a title="x" href="https://movie.douban.com/subject/%d/" class="nbg">
                <img alt="x" src="https://img.example.org/s9.jpg"></a></div>
                <div class="info"><ul><li class="title"><a href="https://movie.douban.com/subject/%d/"><em>%s</em> / 又名</a></li>
                <li class="intro">2019-05-21 / 法国</li></ul></div></div>
                """.formatted(id, id, names);
    }

    static String wishPage(String rows, int all, boolean more) {
        return page("""
                <div id="db-usr-profile"><h1>ahbei想看的影视(%d)</h1></div><div class="grid-view">%s</div>
                <div class="paginator"><span class="next">%s</span></div>
                """.formatted(all, rows, more ? "<a href=\"?start=15\">后页&gt;</a>" : "后页&gt;"));
    }

    static String page(String body) {
        return "<!DOCTYPE html>\n<html><head><title>列表</title></head><body><div id=\"content\">" + body
                + "</div></body></html>\n";
    }
}
