package io.reelsync.source.douban;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.VideoFacts;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a page is read by its parts or whole, it says the same; and whoever isn't sure reads it whole. */
class PagePartsTest {
    private static final long ID = 4100200;
    private static final int MUTATIONS = 1_000;

    private static final DetailsReader READER = new DetailsReader(1, Clock.fixed(Pages.NOW, ZoneOffset.UTC));

    /** Marks and markup that change what a page is when they come to stand in the wrong place. */
    static final List<String> PIECES = List.of(
            "<!--",
            "-->",
            "--!>",
            "<![CDATA[",
            "]]>",
            "<script>",
            "<script>'<!--<script>'</script>",
            "</script>",
            "<textarea>",
            "</textarea>",
            "<noscript>",
            "<template>",
            "<svg><title>x</title></svg>",
            "<table><tr><td>",
            "</td></tr></table>",
            "<table><div id=\"info\"></table>",
            "<select><option>",
            "</select>",
            "<a href='/subject/77/'>",
            "</a>",
            "<b>",
            "</b>",
            "<p>",
            "</p>",
            "<li>",
            "<div>",
            "</div>",
            "<div/>",
            "<span class='short'>",
            "</span>",
            "<h1>",
            "</h1>",
            "<title>别的</title>",
            "<body id=\"info\">",
            "</body></html>",
            "<div id=\"info\"><span class='pl'>导演:</span> 别人</div>",
            "<div id=info><span class=pl>导演:</span> 别人</div>",
            "<div ID='inf&#111;'><span class=pl>导演:</span> 别人</div>",
            "<div id=\"mainpic\"><img src=/other.jpg alt=\"Other\"></div>",
            "<div title=\"<div id='info'>\">x</div>",
            "<div title='>' id=\"link-report\"><span property=v:summary>别的</span></div>",
            "<strong property=' V:Average '>1.2</strong>",
            "<a href=x><span property=\"v:votes\">12</span></a>",
            "<span property=\"v:summary\">另一段</span>",
            "<div class=\"x Ratings-On-Weight\"><span class=\"stars5\"></span><span"
                    + " class=\"rating_per\">9%</span></div>",
            "<a class=\"bn-sharing\" data-type=\"电视剧\"></a>",
            "<a share-id=\"77\" data-type=\"movie\"></a>",
            "<li share-id=\"4100200\" data-type=\"movie\">x</li>",
            "<link rel=\"Canonical\" href=\"/subject/77/\">",
            "<link rel=canon\u0131cal href=\"/subject/77/\">",
            "<meta property=\"og:url\" content=\"/subject/4100200/\">",
            "<SCRIPT TYPE='application/LD+json'>{\"@type\": \"TVSeries\", \"genre\": [\"恐怖\"]}</SCRIPT>",
            "<script type=\"application/ld+json\">{\"name\": \"别的\", \"url\": \"/book/subject/4100200/\"}</script>",
            "&lt;div id=\"info\"&gt;",
            "\u0007",
            "\u0085",
            "<",
            ">",
            "\"",
            "'");

    private static String said(Reading reading) {
        try {
            return reading.read().toString();
        } catch (BrokenPageException refused) {
            return refused.reason() + ": " + refused.getMessage();
        }
    }

    private interface Reading {
        VideoFacts read() throws BrokenPageException;
    }

    private static void assertSame(long id, byte[] page, String what) {
        String whole = said(() -> READER.readWhole(Pages.subject(id), new String(page, StandardCharsets.UTF_8)));

        assertThat(said(() -> READER.read(Pages.subject(id), Pages.answer(id, page))))
                .as(what)
                .isEqualTo(whole);
    }

    private static void assertSame(String page) {
        assertSame(ID, page.getBytes(StandardCharsets.UTF_8), page);
    }

    private static boolean isReadByParts(String page) {
        return PageParts.of(page.getBytes(StandardCharsets.UTF_8)) != null;
    }

    private static String page() {
        return TitlePage.of(ID)
                .rating(TitlePage.rating("7.4", "2051", List.of("40.5%", "30%", "20%", "5%", "4.5%")))
                .html();
    }

    @Test
    void leavesOutWhatNoFactComesFrom() {
        String parts = PageParts.of(page().getBytes(StandardCharsets.UTF_8));

        assertThat(parts)
                .contains("长桥来信 (豆瓣)", "v:itemreviewed", "id=\"info\"", "v:average", "二十年后才到", "bn-sharing")
                .doesNotContain("comment-item", "_SPLITTEST", "剧情简介");
        assertSame(page());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<textarea>",
                "<b><p></b></p>",
                "<p><div></div></p>",
                "<a><a></a></a>",
                "<ul><li><li></li></li></ul>",
                "<table><b></b></table>",
                "<div title=\"a\"b=\"c\"></div>",
                "<div id=x id=info></div>",
                "<div id=\"&#105;nfo\"></div>",
                "<script>'<!--<script></script>'</script>",
                "<!--> <div id=\"info\"> -->",
                "<!-- <div id=\"info\"> --!> x -->",
                "<svg></svg>",
                "<title>x</title>",
                "<p><span property='v:summary'>x</span></p>",
                "<b><div id='info'></div></b>",
                "<div/>",
                "</div>",
                "\u0001"
            })
    void isNotSureOfWhatAParserWouldReadOtherwise(String markup) {
        String page = page().replace("<div id=\"content\">", "<div id=\"content\">" + markup);

        assertThat(isReadByParts(page)).isFalse();
        assertSame(page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- <div id=\"info\"></div> -->",
                "<!-- a - b -- c ---><script>if (a < b && '<!--') '</'</script>",
                "<script>'<script>'</script><!-- --><style>'<script><!--'</style>",
                "<div title=\"<div id='info'>\"></div>",
                "<div title='\"> id=info'></div>",
                "<script>document.write('<div id=\"info\">')</script>",
                "<style>a > b {}</style>",
                "<table><tbody><tr><td><a href=x>y</a></td></tr></tbody></table>",
                "<UL><LI>a</LI><li><ul><li>b</li></ul></li></UL>",
                "<input disabled value = x /><br><br/>"
            })
    void isSureOfWhatOnlyLooksLikeAPart(String markup) {
        String page = page().replace("<div id=\"content\">", "<div id=\"content\">" + markup);

        assertThat(isReadByParts(page)).isTrue();
        assertSame(page);
    }

    /** Eight bytes are looked at together. */
    @Test
    void isNotSureOfAControlAtAnyPlace() {
        for (String control : List.of("\u0000", "\u0001", "\u0008", "\u001f", "\u007f", "\u0080", "\u009f")) {
            for (int before = 0; before < 9; before++) {
                assertThat(isReadByParts(withText(before, control)))
                        .as("U+%04x after %d letters", (int) control.charAt(0), before)
                        .isFalse();
            }
        }
    }

    @Test
    void isSureOfLettersThatAreLikeControls() {
        for (String letter : List.of("\t", "\r\n", "\f", " ", "~", "\u00a0", "\u00b7", "\u00bf", "\u00c2", "\u4e00")) {
            for (int before = 0; before < 9; before++) {
                assertThat(isReadByParts(withText(before, letter))).isTrue();
            }
        }
    }

    private static String withText(int before, String text) {
        return page().replace("<div id=\"content\">", "<div id=\"content\">" + "x".repeat(before) + text);
    }

    @Test
    void readsAPageWholeThatOnlyItsLinksName() {
        String page = TitlePage.of(ID).identity("").share("").html().replaceFirst("<a class=\"nbgnbg\"[^>]*>", "<a>");

        assertThat(isReadByParts(page)).isTrue();
        assertThat(said(() -> Pages.read(ID, page))).contains("got the page of 77");
        assertSame(page);
    }

    /** Each piece of markup at each place between two tags. */
    static Stream<String> pieces() {
        return PIECES.stream();
    }

    @ParameterizedTest
    @MethodSource("pieces")
    void readsTheSameWhereverAPieceComesToStand(String piece) {
        String page = page();
        for (int at = page.indexOf('<'); at >= 0; at = page.indexOf('<', at + 1)) {
            assertSame(page.substring(0, at) + piece + page.substring(at));
        }
    }

    @Test
    void readsTheSameUnderMutation() {
        Random chance = new Random(11);
        int byParts = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String page = page();
            for (int change = chance.nextInt(3); change >= 0; change--) {
                page = mutated(page, chance);
            }
            assertSame(page);
            byParts += isReadByParts(page) ? 1 : 0;
        }
        assertThat(byParts).as("mutations that were read by their parts").isBetween(MUTATIONS / 20, MUTATIONS);
    }

    /** Cuts, doubles, moves or wraps what stands between two tags, or puts in a piece. */
    private static String mutated(String page, Random chance) {
        List<Integer> tags = new ArrayList<>();
        for (int at = page.indexOf('<'); at >= 0; at = page.indexOf('<', at + 1)) {
            tags.add(at);
        }
        int first = chance.nextInt(tags.size() - 1);
        int from = tags.get(first);
        int to = tags.get(Math.min(tags.size() - 1, first + 1 + chance.nextInt(8)));
        String part = page.substring(from, to);
        String piece = PIECES.get(chance.nextInt(PIECES.size()));
        int elsewhere = tags.get(chance.nextInt(tags.size()));
        return switch (chance.nextInt(7)) {
            case 0 -> page.substring(0, from) + page.substring(to);
            case 1 -> page.substring(0, elsewhere) + part + page.substring(elsewhere);
            case 2 -> page.substring(0, from) + "<!--" + part + "-->" + page.substring(to);
            case 3 -> page.substring(0, from) + "<div>" + part + "</div>" + page.substring(to);
            case 4 -> page.substring(0, from) + part.toUpperCase(Locale.ROOT) + page.substring(to);
            case 5 -> page.substring(0, from) + part.replace("\"", "'") + page.substring(to);
            default -> page.substring(0, from) + piece + page.substring(from);
        };
    }

    @Test
    void readsTheSameOfPagesInOtherEncodings() {
        for (String charset : List.of("GB18030", "UTF-16LE", "ISO-8859-1", "windows-1252")) {
            assertSame(ID, page().getBytes(Charset.forName(charset)), charset);
        }
        assertSame("\uFEFF" + page());
        byte[] damaged = page().getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < damaged.length; at++) {
            if (damaged[at] < 0) {
                byte[] copy = damaged.clone();
                copy[at] = (byte) 0xC2;
                assertSame(ID, copy, "damaged at " + at);
            }
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "REELSYNC_PAGES_DIR", matches = ".+")
    void readsTheSameOfEverySavedPageAndNearlyAllByTheirParts() throws IOException {
        int pages = 0;
        int byParts = 0;
        try (Stream<Path> files = Files.walk(Path.of(System.getenv("REELSYNC_PAGES_DIR")), 2)) {
            for (Path file : files.filter(one -> one.getFileName().toString().matches("\\d+(_v\\d+)?\\.html"))
                    .toList()) {
                byte[] page = Files.readAllBytes(file);
                assertSame(Long.parseLong(file.getFileName().toString().split("[_.]")[0]), page, file.toString());
                pages++;
                byParts += PageParts.of(page) != null ? 1 : 0;
            }
        }
        assertThat(byParts).isGreaterThanOrEqualTo(pages * 9 / 10);
    }
}
