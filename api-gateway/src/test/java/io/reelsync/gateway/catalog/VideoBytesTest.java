package io.reelsync.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.gateway.Client;
import io.reelsync.gateway.Gateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** What clients are told of videos, byte for byte: the order of the fields, how numbers and times are written, what is null. */
class VideoBytesTest {
    private static final long FULL = 913_253_256_984_199_424L;

    private static Gateway gateway;
    private static Client viewer;

    @BeforeAll
    static void store() {
        gateway = Gateway.start(Map.of());
        viewer = gateway.as("VIEWER");
        gateway.jdbc().sql("""
                        INSERT INTO videos (id, source, source_id, type, title, title_full, original_title, year,
                            release_date, release_date_precision, release_dates_json, director_json,
                            directors_full_json, writers_json, actors_json, tags_json, country_json, languages_json,
                            aka_json, runtime, runtimes_json, episode_count, season, episode_runtime, episodes_out,
                            imdb_id, score, votes, rating_distribution_json, description, cover_url, status, resolution, is_completed, is_update,
                            created_at, updated_at)
                        VALUES (?, 'douban', 26387939, 'anime', '长桥', '长桥来信', '=Letters, "from" the Bridge', 2019,
                            '2019-05-01', 'MONTH',
                            '[{"date": "2019-05", "place": "中国大陆"}, {"date": "2019-09-04", "place": null}]',
                            '["林一"]', '["林一舟", "Ida \\\\"H\\\\" Holm"]', '["何川"]', '["甲", "乙\\\\\\\\"]', '["剧情"]',
                            '["中国大陆"]', '["汉语普通话", "粤语"]', '["月桥", "Moon, Bridge"]', 100,
                            '["100分钟", "120分钟(电影节)"]', 12, 2, 45, 8, 'tt7700001', 9.0, 2051,
                            '[60.0, 30.1, 8.0, 1.9, 0.0]',
                            '一座桥，两封信。\\n二十年后才到。', 'https://img.example.org/p1.webp', 'up', '4K', 0, 1,
                            '2026-01-02 03:04:05', '2026-11-25 08:00:00.120')""").param(FULL).update();
        gateway.jdbc()
                .sql("INSERT INTO videos (id, title, score, release_date, is_completed, is_update)"
                        + " VALUES (2, '-1', 8.1, '2020-01-01', NULL, 0)")
                .update();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "one.json, /api/videos/913253256984199424",
        "list.json, /api/videos?sort=score",
        "export.ndjson, /api/videos/export?format=ndjson",
        "export.csv, /api/videos/export?format=csv",
    })
    void areAsTheyWere(String file, String address) throws IOException {
        String body = viewer.get(address).response().body();

        assertThat(body.replaceFirst("\"trace_id\":\"[^\"]+\"", "\"trace_id\":\"t\""))
                .isEqualTo(expected(file));
    }

    @Test
    void areDescribedAsTheyWere() throws IOException {
        JsonNode schemas = viewer.get("/v3/api-docs").json().at("/components/schemas");

        assertThat(schemas.get("Video").toString()).isEqualTo(expected("schema.json"));
    }

    private static String expected(String file) throws IOException {
        return new ClassPathResource("videos/" + file, VideoBytesTest.class).getContentAsString(StandardCharsets.UTF_8);
    }
}
