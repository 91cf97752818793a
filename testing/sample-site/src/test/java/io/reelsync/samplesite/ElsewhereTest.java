package io.reelsync.samplesite;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.samplesite.catalogue.TitleFacts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What others say of the made-up titles: as they do, and with their differences. */
class ElsewhereTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static SampleSite site;

    @BeforeAll
    static void start() {
        site = SampleSite.start(SampleSiteSettings.defaults());
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static HttpResponse<byte[]> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static JsonNode api(String path) {
        HttpResponse<byte[]> answer = get(path, "Authorization", "Bearer made-up");
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<JsonNode> all(String list) {
        List<JsonNode> entries = new ArrayList<>();
        JsonNode page;
        int number = 1;
        do {
            page = api(list + "?page=" + number);
            assertThat(page.get("page").asInt()).isEqualTo(number);
            page.get("results").forEach(entries::add);
            number++;
        } while (number <= page.get("total_pages").asInt());
        return entries;
    }

    @Test
    void asksForAToken() {
        HttpResponse<byte[]> answer = get("/3/movie/now_playing");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(JsonMapper.shared()
                        .readTree(answer.body())
                        .get("status_code")
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void hasMostOfTheTitlesEachOnceAndDetailsOfEach() {
        List<JsonNode> films = all("/3/movie/now_playing");
        Set<Long> ids = new HashSet<>();
        films.forEach(film -> ids.add(film.get("id").asLong()));

        assertThat(ids).hasSameSizeAs(films);
        assertThat(films.size())
                .isBetween(
                        site.listedFilms().size() * 7 / 10, site.listedFilms().size() * 12 / 10);
        for (JsonNode film : films.subList(0, 20)) {
            JsonNode details = api("/3/movie/" + film.get("id").asLong());
            assertThat(details.get("title")).isEqualTo(film.get("title"));
            assertThat(details.get("credits").get("crew").isEmpty()).isFalse();
        }
        assertThat(get("/3/movie/" + films.get(0).get("id").asLong() + 1, "Authorization", "Bearer a")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void differsFromTheSiteAsOthersDo() {
        int sameTitle = 0;
        int otherTitle = 0;
        int sameId = 0;
        int noId = 0;
        for (JsonNode film : all("/3/movie/popular")) {
            long id = film.get("id").asLong() - 400_000_000;
            TitleFacts facts = site.truth(id).orElse(null);
            if (facts == null) {
                continue;
            }
            JsonNode details = api("/3/movie/" + film.get("id").asLong());
            if (facts.title().equals(film.get("title").asString())) {
                sameTitle++;
            } else {
                otherTitle++;
            }
            if (facts.imdbId() != null) {
                boolean told = details.at("/external_ids/imdb_id").asString("").equals(facts.imdbId());
                sameId += told ? 1 : 0;
                noId += told ? 0 : 1;
            }
        }
        assertThat(sameTitle).isGreaterThan(3 * otherTitle);
        assertThat(otherTitle).isPositive();
        assertThat(sameId).isGreaterThan(3 * noId);
        assertThat(noId).isPositive();
    }

    @Test
    void saysByWhichIdItKnowsATitle() {
        List<Long> listed = site.listedFilms().subList(0, 50);

        List<String> ids =
                listed.stream().flatMap(id -> site.atSecond(id).stream()).toList();

        assertThat(ids).hasSizeBetween(30, 49).allMatch(id -> id.matches("movie/\\d{9}"));
        ids.forEach(id -> assertThat(api("/3/" + id).get("id").asString()).isEqualTo(id.substring(6)));
        assertThat(site.atSecond(1)).isEmpty();
    }

    @Test
    void hasNamesakesThatAreOtherFilms() {
        List<JsonNode> films = all("/3/movie/now_playing");
        List<JsonNode> namesakes = films.stream()
                .filter(film -> film.get("id").asLong() >= 700_000_000)
                .toList();

        assertThat(namesakes).isNotEmpty();
        JsonNode one = api("/3/movie/" + namesakes.get(0).get("id").asLong());
        assertThat(one.has("external_ids")).isFalse();
        assertThat(films)
                .anyMatch(film -> film.get("id").asLong() < 700_000_000
                        && site.truth(film.get("id").asLong() - 400_000_000)
                                .filter(facts ->
                                        facts.title().equals(one.get("title").asString()))
                                .isPresent());
    }

    @Test
    void givesOutFilesOfTheTitlesWithAnId() throws IOException {
        for (String file : List.of("title.ratings", "title.basics", "title.akas")) {
            byte[] bytes = get("/imdb/" + file + ".tsv.gz").body();
            String text = new String(
                    new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes(), StandardCharsets.UTF_8);

            assertThat(text.lines().findFirst().orElseThrow()).matches("(tconst|titleId)\t.*");
            assertThat(text.lines().skip(1).limit(50)).allMatch(row -> row.matches("tt\\d{7,8}\t.+"));
        }
        assertThat(get("/imdb/name.basics.tsv.gz").statusCode()).isEqualTo(404);
    }

    @Test
    void hasAPosterOfEach() {
        long id = site.listedFilms().get(0);

        assertThat(get("/3/p/made-up-" + id + ".jpg").headers().firstValue("Content-Type"))
                .hasValue("image/jpeg");
        assertThat(get("/3/p/made-up-1.jpg").statusCode()).isNotEqualTo(200);
    }
}
