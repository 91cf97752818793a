package io.reelsync.samplesite.page;

import io.reelsync.samplesite.catalogue.Catalogue;
import io.reelsync.samplesite.catalogue.Title;
import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.invention.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the pages of titles. */
public final class SubjectPages {
    private static final int SHOWN_CELEBRITIES = 6;
    private static final int RELATED = 10;

    private final Catalogue catalogue;
    private final Filler filler;

    public SubjectPages(long seed, Catalogue catalogue) {
        this.catalogue = catalogue;
        this.filler = new Filler(seed);
    }

    /** A title's page at a time, with addresses below the given base. */
    public Page of(Title title, Instant time, String base) {
        TitleFacts facts = TitleFacts.of(title, time, base);
        Layout layout = Layout.of(title.id());
        List<Piece> pieces = new ArrayList<>();
        pieces.add(filler.start());
        pieces.add(Piece.of(Head.of(title, facts, base, layout)));
        pieces.add(filler.navigation());
        pieces.add(Piece.of(facts(title, facts, layout) + celebrities(title, facts)));
        pieces.addAll(filler.comments(title.id()));
        pieces.add(Piece.of("</div>\n</div>\n" + related(title, facts) + "</div>\n</div>\n</div>\n</div>\n"));
        pieces.add(filler.scripts());
        return new Page(pieces);
    }

    private static String facts(Title title, TitleFacts facts, Layout layout) {
        String heading = Html.text(facts.titleItemreviewedRaw());
        String top = "    <h1>\n        <span property=\"v:itemreviewed\">%s</span>\n"
                        .formatted(layout.prettified() ? heading.replaceFirst(" ", "\n            ") : heading)
                + String.format(Locale.ROOT, "            <span class=\"year\">(%d)</span>\n    </h1>\n", facts.year());
        String picture = """
                <div class="grid-16-8 clearfix">
                <div class="article">
                <div class="indent clearfix">
                <div class="subjectwrap clearfix">
                <div class="subject clearfix">
                <div id="mainpic" class="">
                    <a class="nbgnbg" href="/subject/%s/photos?type=R" title="点击看更多海报">
                        <img src="%s" title="点击看更多海报" alt="%s" rel="v:image" />
                   </a>
                </div>
                """.formatted(facts.sourceId(), facts.coverUrl(), heading);
        return layout.finish(top)
                + picture
                + InfoBlockWriter.of(title, facts, layout)
                + "</div>\n"
                + RatingBlock.of(facts, layout)
                + "</div>\n"
                + interest(facts)
                + "</div>\n"
                + SummaryBlock.of(facts, layout);
    }

    private static String interest(TitleFacts facts) {
        return """
                <div id="interest_sect_level" class="clearfix">
                    <a href="/subject/%1$s/?interest=wish" rel="nofollow" class="collect_btn colbutt ll" name="pbtn-%1$s-wish">
                        <span>想看</span></a>
                    <a href="/subject/%1$s/?interest=collect" rel="nofollow" class="collect_btn colbutt ll" name="pbtn-%1$s-collect">
                        <span>看过</span></a>
                    <div class="ll j a_stars">评价: <span id="rating"></span></div>
                </div>
                """.formatted(facts.sourceId());
    }

    private static String celebrities(Title title, TitleFacts facts) {
        StringBuilder html = new StringBuilder(4096);
        html.append(
                        "<div id=\"celebrities\" class=\"celebrities related-celebrities\">\n    <h2>\n        <i class=\"\">")
                .append(Html.text(facts.title()))
                .append(
                        "的演职员</i>\n              · · · · · ·\n    </h2>\n  <ul class=\"celebrities-list from-subject\">\n");
        title.credits().directors().forEach(person -> celebrity(person, "导演", html));
        title.credits().actors().stream().limit(SHOWN_CELEBRITIES).forEach(person -> celebrity(person, "演员", html));
        return html.append("  </ul>\n</div>\n<div id=\"comments-section\"><div class=\"mod-hd\">\n")
                .append("<h2><i class=\"\">短评</i></h2>\n</div>\n<div id=\"hot-comments\" class=\"tab\">\n")
                .toString();
    }

    private static void celebrity(Person person, String role, StringBuilder html) {
        String both = Html.text(person.bothForms());
        html.append("  <li class=\"celebrity\">\n  <a href=\"/celebrity/")
                .append(person.number())
                .append("/\" title=\"")
                .append(both)
                .append(
                        "\" class=\"\"><div class=\"avatar\"></div></a>\n    <div class=\"info\">\n      <span class=\"name\">")
                .append(Html.text(person.name()))
                .append("</span>\n      <span class=\"role\" title=\"")
                .append(role)
                .append("\">")
                .append(role)
                .append("</span>\n    </div>\n  </li>\n");
    }

    private String related(Title title, TitleFacts facts) {
        StringBuilder html = new StringBuilder(4096);
        html.append("<div id=\"recommendations\" class=\"\">\n    <h2>\n        <i class=\"\">喜欢这部")
                .append(title.kind().isSerial() ? "剧集" : "电影")
                .append("的人也喜欢</i>\n    </h2>\n    <div class=\"recommendations-bd\">\n");
        for (long hour = title.hour() - 1; hour >= 0 && hour >= title.hour() - RELATED; hour--) {
            html.append("        <dl class=\"\">\n            <dd><a href=\"/subject/")
                    .append(catalogue.idOf(hour))
                    .append("/?from=subject-page\" class=\"\">")
                    .append(Html.text(catalogue.nameOf(hour)))
                    .append("</a></dd>\n        </dl>\n");
        }
        return html.append("    </div>\n</div>\n<div class=\"footer\" data-subject=\"")
                .append(facts.sourceId())
                .append("\">此页内容由示例站点生成</div>\n")
                .toString();
    }
}
