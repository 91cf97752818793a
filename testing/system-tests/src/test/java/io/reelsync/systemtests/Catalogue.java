package io.reelsync.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.run.RunProgress;
import io.reelsync.run.RunState;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.control.LoggedRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the services have stored, to compare with what the site says. */
class Catalogue {
    private static final Pattern PAGE = Pattern.compile("/subject/(\\d+)/.*");

    private final JdbcClient sql;
    private final SampleSite site;

    Catalogue(Cluster cluster) {
        this.sql = cluster.sql();
        this.site = cluster.site;
    }

    /** Checks after a first run, whatever happened in its middle, that nothing is missing and nothing is double. */
    void holdsEachOnce(RunProgress run, int films) {
        assertThat(run.run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.listed()).isEqualTo(films);
        assertThat(run.created()).isEqualTo(films);
        assertThat(run.planned()).isEqualTo(films);
        assertThat(number("SELECT COUNT(*) FROM sync_run_items WHERE state = 'CREATED'"))
                .isEqualTo(films);
        assertThat(number("SELECT COUNT(*) FROM videos")).isEqualTo(films);
        assertThat(number("SELECT COUNT(DISTINCT source, source_key) FROM videos"))
                .isEqualTo(films);
        assertThat(number("SELECT COUNT(*) FROM subjects WHERE state = 'WAITING' AND detailed_count = 1"))
                .as("subjects whose details were stored exactly once")
                .isEqualTo(films);
        List<Long> ids = site.listedFilms().subList(0, films);
        assertThat(row(ids).keySet()).containsExactlyInAnyOrderElementsOf(ids);
        row(ids).forEach((id, row) -> {
            TitleFacts truth = site.truth(id).orElseThrow();
            assertThat(row.get("title")).isEqualTo(truth.title());
            assertThat(row.get("description")).isEqualTo(truth.summary());
        });
    }

    private Map<Long, Map<String, Object>> row(List<Long> ids) {
        Map<Long, Map<String, Object>> rows = new LinkedHashMap<>();
        sql.sql("SELECT source_id, title, description FROM videos WHERE source_id IN (:ids)")
                .param("ids", ids)
                .query()
                .listOfRows()
                .forEach(row -> rows.put(((Number) row.get("source_id")).longValue(), row));
        return rows;
    }

    long number(String query) {
        return sql.sql(query).query(Long.class).single();
    }

    /** The ids of the titles whose pages the site was asked for, in the order of the requests. */
    List<Long> pagesAskedFor() {
        return site.requests().stream()
                .map(LoggedRequest::path)
                .map(PAGE::matcher)
                .filter(Matcher::matches)
                .map(page -> Long.valueOf(page.group(1)))
                .toList();
    }
}
