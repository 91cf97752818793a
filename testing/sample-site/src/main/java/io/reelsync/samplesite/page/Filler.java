package io.reelsync.samplesite.page;

import io.reelsync.samplesite.invention.Dice;
import io.reelsync.samplesite.invention.MadeUpTexts;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What gives a page its weight: styles, navigation, scripts and readers' comments. Made once and shared. */
final class Filler {
    private static final int COMMENT_BLOCKS = 64;
    private static final int COMMENTS_IN_A_BLOCK = 6;
    private static final String[] SECTIONS = {"读书", "电影", "音乐", "同城", "小组", "阅读", "时间", "豆品"};

    private final Piece start;
    private final Piece navigation;
    private final Piece scripts;
    private final List<Piece> comments;

    Filler(long seed) {
        Dice dice = Dice.of(seed, 0, "filler");
        this.start = Piece.shared("""
                <!DOCTYPE html>
                <html lang="zh-CN" class="ua-windows ua-webkit">
                <head>
                    <meta http-equiv="Content-Type" content="text/html; charset=utf-8">
                    <meta name="renderer" content="webkit">
                    <meta name="referrer" content="always">
                    <meta http-equiv="Pragma" content="no-cache">
                """ + styles(dice));
        this.navigation = Piece.shared(navigationBar() + "<div id=\"wrapper\">\n<div id=\"content\">\n");
        this.scripts = Piece.shared(scripts(dice) + "</body>\n</html>\n");
        this.comments = IntStream.range(0, COMMENT_BLOCKS)
                .mapToObj(block -> Piece.shared(comments(dice)))
                .toList();
    }

    Piece start() {
        return start;
    }

    Piece navigation() {
        return navigation;
    }

    Piece scripts() {
        return scripts;
    }

    /** The comments of one title: few blocks for most, many for some. */
    List<Piece> comments(long id) {
        Dice dice = Dice.of(id, 0, "comments");
        return dice.pick(dice.percent(85) ? dice.between(6, 13) : dice.between(14, 25), comments);
    }

    private static String styles(Dice dice) {
        StringBuilder css = new StringBuilder("    <style type=\"text/css\">\n");
        for (int rule = 0; rule < 110; rule++) {
            css.append(String.format(
                    Locale.ROOT,
                    ".mod-%d .unit-%d { position: relative; margin: %dpx %dpx; color: #%06x; line-height: 1.%d }%n",
                    rule,
                    dice.below(900),
                    dice.below(40),
                    dice.below(40),
                    dice.below(0x1000000),
                    dice.below(9)));
        }
        return css.append("    </style>\n").toString();
    }

    private static String navigationBar() {
        StringBuilder html = new StringBuilder("</head>\n<body>\n<div id=\"db-global-nav\" class=\"global-nav\">\n");
        html.append("  <div class=\"bd\">\n<div class=\"global-nav-items\">\n  <ul>\n");
        for (String section : SECTIONS) {
            html.append(
                            "    <li class=\"\">\n      <a href=\"/\" target=\"_blank\" data-moreurl-dict=\"{&quot;uid&quot;:&quot;0&quot;}\">")
                    .append(section)
                    .append("</a>\n    </li>\n");
        }
        return html.append("  </ul>\n</div>\n  </div>\n</div>\n<div id=\"db-nav-movie\" class=\"nav\">\n")
                .append("  <div class=\"nav-logo\"><a href=\"/\">豆瓣电影</a></div>\n</div>\n")
                .toString();
    }

    private static String scripts(Dice dice) {
        StringBuilder script = new StringBuilder("<script type=\"text/javascript\">\n");
        for (int part = 0; part < 90; part++) {
            script.append(String.format(
                    Locale.ROOT,
                    "  window.parts = window.parts || {}; window.parts['p%d'] = function (e) { return e && e.id === 'n%x'; };%n",
                    part,
                    dice.below(Integer.MAX_VALUE)));
        }
        return script.append("</script>\n").toString();
    }

    private static String comments(Dice dice) {
        StringBuilder html = new StringBuilder(6000);
        for (int comment = 0; comment < COMMENTS_IN_A_BLOCK; comment++) {
            int number = dice.between(100_000_000, 999_999_999);
            html.append(String.format(
                    Locale.ROOT,
                    """
                            <div class="comment-item" data-cid="%1$d">
                            <div class="comment">
                                <h3>
                                    <span class="comment-vote"><span class="votes vote-count">%2$d</span>
                                        <a href="javascript:;" data-id="%1$d" class="j vote-comment">有用</a></span>
                                    <span class="comment-info">
                                        <a href="/people/%1$d/" class="">%3$s</a>
                                        <span>看过</span>
                                        <span class="allstar%4$d0 rating" title="推荐"></span>
                                        <span class="comment-time " title="20%5$02d-0%6$d-1%6$d 2%7$d:15:3%6$d">20%5$02d-0%6$d-1%6$d</span>
                                    </span>
                                </h3>
                                <p class=" comment-content"><span class="short">%8$s</span></p>
                            </div>
                            </div>
                    """,
                    number,
                    dice.below(4000),
                    Html.text(MadeUpTexts.reader(dice)),
                    dice.between(1, 5),
                    dice.between(10, 26),
                    dice.between(1, 9),
                    dice.below(4),
                    Html.text(MadeUpTexts.comment(dice.between(1, 5), dice))));
        }
        return html.toString();
    }
}
