package io.reelsync.samplesite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import io.reelsync.samplesite.RawClient.Raw;
import io.reelsync.samplesite.control.Misbehaviour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class SavedPagesTest {
    private static final String FILMS = "/rexxar/api/v2/subject/recent_hot/movie";
    private static final String SERIES = "/rexxar/api/v2/subject/recent_hot/tv?category=tv&type=tv";
    private static final String REFERER = "Referer: https://m.douban.com/";

    @TempDir
    private Path folder;

    private byte[] save(String id, String title, String label) throws IOException {
        String html = """
                <title>
                    %s (豆瓣)
                </title><h1><span class="year">(2011)</span></h1>
                <img src="http://x/p1.jpg" title="t" rel="v:image" /><div id="info"><span class="pl">%s:</span> 3</div>
                <strong property="v:average">8.1</strong><span property="v:votes">77</span><p>/subject/%s/\r\n</p>""".formatted(title, label, id);
        byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve(id + ".html"), bytes);
        return bytes;
    }

    private SampleSite start() {
        return SampleSite.start(SampleSiteSettings.defaults().withPages(folder));
    }

    @Test
    void servesThePagesByteForByte() throws IOException {
        byte[] saved = save("1234567", "雾与灯 &amp; 桥", "片长");
        try (SampleSite site = start()) {
            Raw page = new RawClient(site.port()).get("/subject/1234567/");

            assertThat(page.body()).isEqualTo(saved);
            assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(new RawClient(site.port()).get("/subject/7654321/").status())
                    .isEqualTo(404);
            assertThat(site.truth(1234567)).isEmpty();
        }
    }

    @Test
    void listsWhatTheListFilesSayAndNothingElse() throws IOException {
        save("1234567", "甲", "片长");
        save("1234568", "乙", "片长");
        Files.writeString(
                folder.resolve("recent_hot_movie.json"),
                "{\"items\":[{\"id\":\"5\",\"odd\":1},{\"id\":\"1234568\"},{\"id\":\"7\"}],\"total\":40}");
        Files.writeString(folder.resolve("recent_hot_tv.json"), "{\"items\":[]}");
        try (SampleSite site = start()) {
            String json = new RawClient(site.port())
                    .get(FILMS + "?start=1&limit=1", REFERER)
                    .text();

            assertThat(JsonPath.<List<String>>read(json, "$.items[*].id")).containsExactly("1234568");
            assertThat(JsonPath.<Integer>read(json, "$.total")).isEqualTo(40);
            assertThat(JsonPath.<Integer>read(json, "$.count")).isEqualTo(1);
            assertThat(new RawClient(site.port()).get(FILMS, REFERER).text()).contains("\"odd\":1");
            assertThat(site.listedFilms()).containsExactly(5L, 1234568L, 7L);
        }
    }

    @Test
    void listsThePagesOfEachSortWhereNoFileSaysWhat() throws IOException {
        save("1234568", "甲 &amp; 乙", "片长");
        save("1234567", "丙", "集数");
        try (SampleSite site = start()) {
            String films = new RawClient(site.port()).get(FILMS, REFERER).text();
            String series = new RawClient(site.port()).get(SERIES, REFERER).text();

            assertThat(JsonPath.<List<String>>read(films, "$.items[*].title")).containsExactly("甲 & 乙");
            assertThat(JsonPath.<Double>read(films, "$.items[0].rating.value")).isEqualTo(8.1);
            assertThat(JsonPath.<Integer>read(films, "$.items[0].rating.count")).isEqualTo(77);
            assertThat(JsonPath.<String>read(films, "$.items[0].pic.normal")).isEqualTo("http://x/p1.jpg");
            assertThat(JsonPath.<String>read(films, "$.items[0].year")).isEqualTo("2011");
            assertThat(JsonPath.<List<String>>read(series, "$.items[*].id")).containsExactly("1234567");
            assertThat(site.listedFilms()).containsExactly(1234568L);
        }
    }

    @Test
    void misbehavesWithThemToo() throws IOException {
        save("1234567", "甲", "片长");
        save("1234568", "乙", "片长");
        try (SampleSite site = start()) {
            RawClient client = new RawClient(site.port());
            site.misbehave("/subject/1234567/", Misbehaviour.POISONED, 1, "");
            assertThat(client.get("/subject/1234567/").text()).contains("乙").contains("/subject/1234567/");
            site.misbehave("/subject/1234567/", Misbehaviour.LOST_LAYOUT, 1, "");
            assertThat(client.get("/subject/1234567/").text()).contains("甲").doesNotContain("id=\"info\"");
        }
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        Path missing = folder.resolve("missing");
        assertRefused(missing, missing.toString(), "<id>.html");
    }

    @Test
    void refusesAFolderWithoutPages() throws IOException {
        Files.writeString(folder.resolve("notes.html"), "no page");
        assertRefused(folder, folder.toString(), "<id>.html", "recent_hot_movie.json");
    }

    @Test
    void refusesAListThatIsNone() throws IOException {
        save("1234567", "甲", "片长");
        Files.writeString(folder.resolve("recent_hot_tv.json"), "{\"items\": 3");
        assertRefused(folder, "recent_hot_tv.json");
        Files.writeString(folder.resolve("recent_hot_tv.json"), "{\"items\": 3}");
        assertRefused(folder, "recent_hot_tv.json", "items");
    }

    private static void assertRefused(Path pages, String... words) {
        assertThatThrownBy(() -> SampleSite.start(SampleSiteSettings.defaults().withPages(pages)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "REELSYNC_PAGES_DIR", matches = ".+")
    void servesARealFolder() throws IOException {
        Path real = Path.of(System.getenv("REELSYNC_PAGES_DIR"));
        try (SampleSite site = SampleSite.start(SampleSiteSettings.defaults().withPages(real));
                Stream<Path> files = Files.list(real)) {
            RawClient client = new RawClient(site.port());
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".html")).toList()) {
                String id = file.getFileName().toString().replace(".html", "");
                assertThat(client.get("/subject/" + id + "/").body()).isEqualTo(Files.readAllBytes(file));
            }
            String films = client.get(FILMS + "?limit=500", REFERER).text();
            assertThat(JsonPath.<List<String>>read(films, "$.items[*].id"))
                    .isNotEmpty()
                    .isEqualTo(site.listedFilms().stream().map(String::valueOf).toList());
        }
    }
}
