package io.reelsync.samplesite;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.reelsync.samplesite.catalogue.Catalogue;
import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.content.MadeUpContent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class TruthTest {
    private static final int SIZE = 500;

    private final MovingClock clock = new MovingClock(Instant.parse("2026-04-01T10:20:30Z"));
    private final Catalogue catalogue = new Catalogue(1, SIZE);
    private final MadeUpContent content = new MadeUpContent(1, SIZE, clock);

    @Test
    void equalsWhatStandsOnThePageOfEveryTitle() {
        SoftAssertions all = new SoftAssertions();
        for (long id : ids()) {
            TitleFacts truth = content.facts(id, "http://site").orElseThrow();
            String html = content.page(id, "http://site").orElseThrow().text();
            all.assertThat(PageReader.read(html, truth)).as("title %d", id).isEqualTo(truth);
        }
        all.assertAll();
    }

    @Test
    void closesItsBlocksAsTheRealPagesDo() {
        for (long id : ids()) {
            String html = content.page(id, "http://site").orElseThrow().text();
            assertThat(html.split("<div[\\s>]", -1)).as("title %d", id).hasSameSizeAs(html.split("</div\\s*>", -1));
        }
    }

    @Test
    void coversTheVarietyOfTheRealPages() {
        List<TitleFacts> facts = new ArrayList<>();
        List<String> pages = new ArrayList<>();
        for (long id : ids()) {
            facts.add(content.facts(id, "http://site").orElseThrow());
            pages.add(content.page(id, "http://site").orElseThrow().text());
        }
        assertThat(facts).extracting(TitleFacts::kind).contains("movie", "tv", "anime", "doc", "tvshow");
        assertThat(facts).anyMatch(title -> title.actors().size() >= 60);
        assertThat(facts).anyMatch(title -> title.actors().isEmpty());
        assertThat(facts).anyMatch(title -> title.directors().isEmpty());
        assertThat(facts).anyMatch(title -> "尚未上映".equals(title.noScoreText()));
        assertThat(facts).anyMatch(title -> title.score() == null && title.noScoreText() == null);
        assertThat(facts)
                .map(TitleFacts::ratingDistribution)
                .filteredOn(Objects::nonNull)
                .isNotEmpty()
                .allMatch(shares -> Math.abs(
                                shares.stream().mapToDouble(Double::doubleValue).sum() - 100)
                        < 0.3);
        assertThat(facts).anyMatch(title -> title.originalTitle() == null);
        assertThat(facts).anyMatch(title -> title.runtimesRaw().size() == 3);
        assertThat(facts).anyMatch(title -> title.releaseDates().isEmpty());
        assertThat(facts)
                .anyMatch(title -> String.valueOf(title.firstReleaseDate()).matches("\\d{4}"));
        assertThat(facts)
                .anyMatch(title -> String.valueOf(title.firstReleaseDate()).matches("\\d{4}-\\d{2}"));
        assertThat(facts)
                .anyMatch(title -> title.releaseDates().size() > 2
                        && !title.releaseDates().get(0).startsWith(String.valueOf(title.firstReleaseDate())));
        assertThat(facts)
                .flatMap(TitleFacts::actors)
                .anyMatch(name -> name.contains("."))
                .anyMatch(name -> name.contains(","));
        assertThat(facts).flatMap(TitleFacts::aka).anyMatch(name -> name.contains("/"));
        assertThat(pages)
                .anyMatch(page -> page.contains("id=\"link-report\""))
                .anyMatch(page -> page.contains("id=\"link-report-intra\""))
                .anyMatch(page -> page.contains("IMDb链接:"))
                .anyMatch(page -> page.contains("IMDb:</span>"))
                .anyMatch(page -> page.contains("<span style=\"display: none;\">"))
                .anyMatch(page -> page.contains("selected=\"selected\""))
                .anyMatch(page -> page.contains("</a\n"))
                .anyMatch(page -> page.contains("\"description\": \"\t"));
    }

    @Test
    void weighsWhatRealPagesWeigh() {
        List<Integer> weights = ids().stream()
                .map(id -> content.page(id, "http://site").orElseThrow().plain().length)
                .toList();

        assertThat(weights).allMatch(weight -> weight >= 60_000 && weight <= 200_000);
        assertThat(weights).anyMatch(weight -> weight < 80_000).anyMatch(weight -> weight > 150_000);
    }

    @Test
    void isGivenInSnakeCaseOverHttp() throws Exception {
        try (SampleSite site = SampleSite.start(SampleSiteSettings.defaults().withClock(clock))) {
            long id = site.listedFilms().get(5);
            TitleFacts truth = site.truth(id).orElseThrow();
            String json =
                    new RawClient(site.port()).get("/_truth/" + id + ".json").text();

            assertThat(JsonPath.<String>read(json, "$.source_id")).isEqualTo(String.valueOf(id));
            assertThat(JsonPath.<List<String>>read(json, "$.release_dates")).isEqualTo(truth.releaseDates());
            assertThat(JsonPath.<List<String>>read(json, "$.actors")).isEqualTo(truth.actors());
            assertThat(JsonPath.<String>read(json, "$.first_release_date")).isEqualTo(truth.firstReleaseDate());
            assertThat(JsonPath.<String>read(json, "$.cover_url")).isEqualTo(truth.coverUrl());
            assertThat(Jsoup.parse(new RawClient(site.port())
                                    .get("/subject/" + id + "/")
                                    .text())
                            .selectFirst("#mainpic img")
                            .attr("src"))
                    .isEqualTo(truth.coverUrl());
        }
    }

    @Test
    void isUnknownForTitlesThatAreNotThere() {
        assertThat(content.facts(12_345, "http://site")).isEqualTo(Optional.empty());
    }

    private List<Long> ids() {
        return catalogue
                .listed(kind -> true, clock.instant())
                .map(catalogue::idOf)
                .boxed()
                .toList();
    }
}
