package io.reelsync.source.tmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Kind;
import io.reelsync.source.ListPage;
import io.reelsync.source.VideoFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads saved answers of TMDB itself, which stand in the folder {@code tmdb}, and compares them, fact by fact, with what a
 * person reads in them. Where a save holds one part of a title's details alone it is joined to the others.
 */
@EnabledIfEnvironmentVariable(named = "REELSYNC_PAGES_DIR", matches = ".+")
class CorpusTest {
    private static final Logger log = LoggerFactory.getLogger(CorpusTest.class);
    private static final JsonMapper json = new JsonMapper();
    private static final String POSTERS = "https://image.tmdb.org/t/p/w780";

    private final Path folder = Path.of(Objects.requireNonNull(System.getenv("REELSYNC_PAGES_DIR")), "tmdb");
    private final TmdbSource source = Answers.source();
    private final Map<String, int[]> fields = new LinkedHashMap<>();
    private final List<String> misses = new ArrayList<>();

    @BeforeEach
    void answersAreThere() {
        assumeThat(folder).as("answers of TMDB saved beside the pages").isDirectory();
    }

    @Test
    void readsEveryFactOfEverySavedTitle() throws IOException {
        compare("movie/27205", saved("tmdb_movie_27205"), SavedTruths.INCEPTION);
        compare("tv/57243", saved("tmdb_tv_57243"), SavedTruths.DOCTOR_WHO);
        compare("movie/12313", saved("movie_details_append"), SavedTruths.ROCK_CRYSTAL);
        compare("tv/1399", gameOfThrones(), SavedTruths.GAME_OF_THRONES);
        compare("movie/550", fightClub(), SavedTruths.FIGHT_CLUB);
        report();
    }

    @Test
    void readsWhereAndHowAFilmCameOut() throws IOException, BrokenPageException {
        List<String> releases = read("movie/550", fightClub()).release().dates().stream()
                .map(one -> one.date() + " " + one.place())
                .toList();

        assertThat(releases)
                .startsWith("1999-09-10 意大利首映 Venice Film Festival", "1999-09-21 美国首映 CMJ Film Festival")
                .contains(
                        "1999-10-15 美国",
                        "1999-11-11 中国香港",
                        "2017-09-22 中国台湾 Re-release",
                        "2000-11-15 法国影碟 DVD",
                        "2021-12-31 法国网络 Disney+",
                        "2021-11-05 印度尼西亚电视",
                        "2009-11-23 阿联酋影碟 Blu-ray");
    }

    private byte[] gameOfThrones() throws IOException {
        ObjectNode series = (ObjectNode) json.readTree(saved("tv_details"));
        for (String part : List.of("external_ids", "translations", "alternative_titles")) {
            series.set(part, json.readTree(saved("tv_" + part)));
        }
        return json.writeValueAsBytes(series);
    }

    private byte[] fightClub() throws IOException {
        ObjectNode film = json.createObjectNode();
        film.put("id", 550).put("original_title", "Fight Club").put("original_language", "en");
        for (String part : List.of("external_ids", "translations", "alternative_titles", "release_dates", "images")) {
            film.set(part, json.readTree(saved("movie_" + part)));
        }
        return json.writeValueAsBytes(film);
    }

    @Test
    void readsTheSavedLists() throws IOException, BrokenPageException {
        assertListed("now_playing", "movie/502356", "The Super Mario Bros. Movie", Kind.MOVIE, "7.5", 1456L);
        assertListed("popular", "movie/640146", "Ant-Man and the Wasp: Quantumania", Kind.MOVIE, "6.5", 1886L);
        assertListed("airing_today", "tv/206559", "Binnelanders", Kind.TV, "5.7", 46L);
        assertListed("on_the_air", "tv/206559", "Binnelanders", Kind.TV, "5.7", 46L);

        ListPage changes = source.reader()
                .readList(
                        "changes",
                        "movie_2023-04-01_2023-04-02_3",
                        Answers.answer("/movie/changes", saved("changes_movie")));
        assertThat(changes.rows()).isEqualTo(100);
        assertThat(changes.leftOut()).isZero();
        assertThat(changes.next()).isEqualTo("movie_2023-04-01_2023-04-02_4");
        assertThat(changes.subjects())
                .hasSize(100)
                .extracting(facts -> facts.subject().id())
                .startsWith("movie/1120293", "movie/3686");
    }

    private void assertListed(String feed, String id, String title, Kind kind, String score, long votes)
            throws IOException, BrokenPageException {
        ListPage page = source.reader().readList(feed, null, Answers.answer("/" + feed, saved(feed)));

        assertThat(page.rows()).isEqualTo(20);
        assertThat(page.leftOut()).isZero();
        assertThat(page.next()).isEqualTo("2");
        assertThat(page.subjects()).hasSize(20).allSatisfy(facts -> assertThat(facts.coverUrl())
                .startsWith(POSTERS + "/"));
        VideoFacts first = page.subjects().get(0);
        assertThat(first.subject()).isEqualTo(Answers.subject(id));
        assertThat(first.naming().title()).isEqualTo(title);
        assertThat(first.kind()).isEqualTo(kind);
        assertThat(first.rating().score()).isEqualByComparingTo(score);
        assertThat(first.rating().votes()).isEqualTo(votes);
    }

    @Test
    void knowsEachOfTheSavedGenres() throws IOException {
        for (String list : List.of("genres_movie", "genres_tv")) {
            JsonNode genres = json.readTree(saved(list));
            assertThat(Genres.in(genres))
                    .as(list)
                    .hasSizeGreaterThanOrEqualTo(16)
                    .allMatch(genre -> genre.matches("[\\u4e00-\\u9fff]+"));
        }
    }

    @Test
    void takesPostersFromWhereTmdbSaysThatTheyAre() throws IOException {
        JsonNode images = json.readTree(saved("configuration")).path("images");
        List<String> sizes = images.path("poster_sizes")
                .valueStream()
                .map(JsonNode::asString)
                .toList();

        assertThat(POSTERS).startsWith(images.path("secure_base_url").asString());
        assertThat(sizes).contains(POSTERS.substring(POSTERS.lastIndexOf('/') + 1));
    }

    @Test
    void takesNoOtherAnswerForATitle() throws IOException {
        TreeSet<String> others = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .filter(name -> !name.matches("tmdb_(movie|tv)_.*|.*_details.*"))
                    .forEach(others::add);
        }
        assertThat(others).hasSizeGreaterThan(15);
        for (String other : others) {
            byte[] body = saved(other);
            for (String id : List.of("movie/27205", "movie/550", "tv/1399", "tv/1396")) {
                assertThatExceptionOfType(BrokenPageException.class)
                        .as("%s as %s", other, id)
                        .isThrownBy(() -> read(id, body));
            }
        }
    }

    @Test
    void givesAllFactsOrNoneOfASavedAnswerCutShort() throws IOException {
        for (Map.Entry<String, String> title : Map.of(
                        "movie/27205", "tmdb_movie_27205",
                        "tv/57243", "tmdb_tv_57243",
                        "movie/12313", "movie_details_append")
                .entrySet()) {
            byte[] whole = saved(title.getValue());
            for (int part = 0; part < 100; part++) {
                byte[] cut = Arrays.copyOf(whole, (int) ((long) whole.length * part / 100));
                assertThatExceptionOfType(BrokenPageException.class)
                        .as("%s cut at %d/100", title.getValue(), part)
                        .isThrownBy(() -> read(title.getKey(), cut));
            }
        }
    }

    private byte[] saved(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name + ".json"));
    }

    private VideoFacts read(String id, byte[] body) throws BrokenPageException {
        return Answers.read(source, id, body);
    }

    private void compare(String id, byte[] body, String truth) {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("id", id);
        truth.lines().map(line -> line.split(": ", 2)).forEach(field -> expected.put(field[0], field[1]));
        Map<String, String> read;
        try {
            read = told(read(id, body));
        } catch (BrokenPageException broken) {
            misses.add(id + ": " + broken.reason() + " " + broken.getMessage());
            return;
        }
        if (expected.containsKey("akas")) {
            read.put("akas", String.valueOf(read.getOrDefault("aka", "").split(" / ").length));
            read.remove("aka");
        }
        read.forEach((field, value) -> check(id, field, value, expected.get(field)));
        expected.keySet().stream()
                .filter(field -> !read.containsKey(field))
                .forEach(field -> check(id, field, null, expected.get(field)));
    }

    /** Every field, those without a value as empty. */
    private static Map<String, String> told(VideoFacts facts) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("id", facts.subject().id());
        told.put("title", text(facts.naming().title()));
        told.put("original_title", text(facts.naming().originalTitle()));
        told.put("aka", text(facts.naming().aka()));
        told.put("kind", text(facts.kind()));
        told.put("year", text(facts.release().year()));
        told.put("first_release", text(facts.release().earliest().orElse(null)));
        told.put("releases", text(facts.release().dates().size()));
        told.put("directors", text(facts.credits().directors()));
        told.put("writers", text(facts.credits().writers()));
        List<String> actors = facts.credits().actors();
        told.put("first_actors", text(actors.subList(0, Math.min(3, actors.size()))));
        told.put("actors", actors.isEmpty() ? "" : text(actors.size()));
        told.put("genres", text(facts.labels().genres()));
        told.put("countries", text(facts.labels().countries()));
        told.put("languages", text(facts.labels().languages()));
        told.put("runtime", text(facts.length().runtime()));
        told.put("season", text(facts.length().season()));
        told.put("episode_count", text(facts.length().episodeCount()));
        told.put("episodes_out", text(facts.length().episodesOut()));
        told.put("episode_runtime", text(facts.length().episodeRuntime()));
        told.put("imdb_id", text(facts.imdbId()));
        told.put("score", text(facts.rating().score()));
        told.put("votes", text(facts.rating().votes()));
        told.put("poster", text(facts.coverUrl()).replace(POSTERS, ""));
        told.put(
                "summary_begins",
                text(facts.summary())
                        .substring(0, Math.min(5, text(facts.summary()).length())));
        return told;
    }

    private static String text(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(" / "))
                : value == null ? "" : value.toString();
    }

    private void check(String id, String field, @Nullable String read, @Nullable String expected) {
        int[] counts = fields.computeIfAbsent(field, first -> new int[2]);
        counts[1]++;
        if (text(read).equals(text(expected))) {
            counts[0]++;
        } else {
            misses.add(id + " " + field + "\n    expected " + expected + "\n    read     " + read);
        }
    }

    private void report() {
        StringBuilder table = new StringBuilder();
        int right = 0;
        int checked = 0;
        for (Map.Entry<String, int[]> field : fields.entrySet()) {
            right += field.getValue()[0];
            checked += field.getValue()[1];
            table.append(String.format("%n%-20s %3d / %3d", field.getKey(), field.getValue()[0], field.getValue()[1]));
        }
        table.append(String.format("%n%-20s %3d / %3d", "all", right, checked));
        misses.forEach(miss -> table.append(String.format("%nMISS %s", miss)));
        log.info("Fields right / checked:{}", table);
        assertThat(misses).isEmpty();
    }
}
