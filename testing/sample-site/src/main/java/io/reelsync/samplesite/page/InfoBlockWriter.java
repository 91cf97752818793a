package io.reelsync.samplesite.page;

import io.reelsync.samplesite.catalogue.Title;
import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.invention.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The block {@code #info}: labels with the facts behind them, a line for each. */
final class InfoBlockWriter {
    private static final int SHOWN_WHEN_FOLDED = 5;

    private final Layout layout;
    private final StringBuilder html = new StringBuilder(4096);

    private InfoBlockWriter(Layout layout) {
        this.layout = layout;
    }

    static String of(Title title, TitleFacts facts, Layout layout) {
        return layout.finish(new InfoBlockWriter(layout).write(title, facts));
    }

    private String write(Title title, TitleFacts facts) {
        html.append("<div id=\"info\">\n");
        people("导演", title.credits().directors(), " rel=\"v:directedBy\"", "");
        people("编剧", title.credits().writers(), "", "");
        people("主演", title.credits().actors(), " rel=\"v:starring\"", " class=\"actor\"");
        line("类型", each(facts.genres(), "<span property=\"v:genre\">%s</span>"));
        if (title.id() % 9 == 0) {
            line(
                    "官方网站",
                    String.format(
                            Locale.ROOT,
                            "<a href=\"http://title-%1$d.example/\" rel=\"nofollow\" target=\"_blank\">title-%1$d.example</a>",
                            title.id()));
        }
        line("制片国家/地区", each(facts.countries(), "%s"));
        line("语言", each(facts.languages(), "%s"));
        if (facts.releaseLabel() != null) {
            line(
                    facts.releaseLabel(),
                    each(facts.releaseDates(), "<span property=\"v:initialReleaseDate\" content=\"%1$s\">%1$s</span>"));
        }
        series(title, facts);
        line("片长", runtimes(facts));
        line("又名", each(facts.aka(), "%s"));
        imdb(facts.imdbId());
        return html.append("</div>\n").toString();
    }

    private void people(String label, List<Person> people, String rel, String spanClass) {
        if (people.isEmpty()) {
            return;
        }
        boolean folded = layout.foldedActors() && people.size() > SHOWN_WHEN_FOLDED;
        html.append("        <span").append(spanClass).append("><span class=").append(layout.quote());
        html.append("pl").append(layout.quote()).append('>').append(label).append("</span>: <span class=");
        html.append(layout.quote()).append("attrs").append(layout.quote()).append('>');
        for (int number = 0; number < people.size(); number++) {
            boolean last = number == people.size() - 1;
            if (folded) {
                html.append(number < SHOWN_WHEN_FOLDED ? "<span>" : "<span style=\"display: none;\">");
            }
            person(people.get(number), rel);
            html.append(last ? "" : " / ").append(folded ? "</span>" : "");
        }
        if (folded) {
            html.append("<a href=\"javascript:;\" class=\"more-attrs\" title=\"显示更多\">更多...</a>");
        }
        html.append("</span></span><br/>\n");
    }

    private void person(Person person, String rel) {
        html.append("<a href=\"")
                .append(address(person))
                .append('"')
                .append(rel)
                .append('>');
        html.append(Html.text(person.name())).append("</a>");
    }

    private String address(Person person) {
        if (person.number() % 11 == 0) {
            return "/subject_search?search_text=" + URLEncoder.encode(person.name(), StandardCharsets.UTF_8);
        }
        return (layout.personage() ? "https://www.douban.com/personage/" : "/celebrity/") + person.number() + "/";
    }

    private void series(Title title, TitleFacts facts) {
        Map<String, String> seasons = facts.seasonSubjectIds();
        if (seasons != null) {
            line(
                    "季数",
                    seasons.entrySet().stream()
                            .map(season -> "<option value=%s %s>%s</option>"
                                    .formatted(
                                            season.getValue(),
                                            season.getValue().equals(facts.sourceId()) ? "selected=\"selected\"" : "",
                                            season.getKey()))
                            .collect(Collectors.joining("", "<select id='season'>", "</select>")));
        } else {
            line("季数", facts.season() == null ? "" : facts.season().toString());
        }
        line("集数", facts.episodeCount() == null ? "" : facts.episodeCount().toString());
        line("单集片长", facts.episodeRuntimeRaw() == null ? "" : facts.episodeRuntimeRaw());
        if (title.kind().isSerial() && title.id() % 3 == 0) {
            html.append("        \n");
        }
    }

    private String runtimes(TitleFacts facts) {
        StringJoiner runtimes = new StringJoiner(" / ");
        for (String runtime : facts.runtimesRaw()) {
            boolean marked = runtimes.length() == 0 && !runtime.startsWith("约");
            runtimes.add(
                    marked
                            ? "<span property=\"v:runtime\" content=\"" + facts.runtimeMinutes() + "\">" + runtime
                                    + "</span>"
                            : runtime);
        }
        return runtimes.toString();
    }

    private void imdb(@Nullable String id) {
        if (id == null) {
            return;
        }
        line(
                layout.imdbLink() ? "IMDb链接" : "IMDb",
                layout.imdbLink()
                        ? "<a href=\"http://www.imdb.com/title/%1$s\" target=\"_blank\" rel=\"nofollow\">%1$s</a>"
                                .formatted(id)
                        : id);
    }

    private void line(String label, String value) {
        if (!value.isEmpty()) {
            html.append("        <span class=\"pl\">").append(label).append(":</span> ");
            html.append(value).append("<br/>\n");
        }
    }

    private static String each(List<String> values, String form) {
        return values.stream().map(value -> form.formatted(Html.text(value))).collect(Collectors.joining(" / "));
    }
}
