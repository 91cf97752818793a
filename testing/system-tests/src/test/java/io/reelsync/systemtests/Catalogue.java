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
        holdsEachOnce(run, site.listedFilms().subList(0, films));
        assertThat(number("SELECT COUNT(*) FROM videos")).isEqualTo(films);
    }

    /** The same of films that no other run was asked for, in a catalogue that may hold more. */
    void holdsEachOnce(RunProgress run, List<Long> films) {
        int count = films.size();
        assertThat(run.run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.listed()).isEqualTo(count);
        assertThat(run.created()).isEqualTo(count);
        assertThat(run.planned()).isEqualTo(count);
        assertThat(numberOf(
                        films, "SELECT COUNT(*) FROM sync_run_items WHERE state = 'CREATED' AND source_id IN (:ids)"))
                .isEqualTo(count);
        assertThat(numberOf(films, "SELECT COUNT(*) FROM videos WHERE source_key IN (:ids)"))
                .isEqualTo(count);
        assertThat(numberOf(
                        films,
                        "SELECT COUNT(*) FROM subjects"
                                + " WHERE state = 'WAITING' AND detailed_count = 1 AND source_id IN (:ids)"))
                .as("subjects whose details were stored exactly once")
                .isEqualTo(count);
        Map<Long, Map<String, Object>> rows = row(films);
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(films);
        rows.forEach((id, row) -> {
            TitleFacts truth = site.truth(id).orElseThrow();
            assertThat(row.get("title")).isEqualTo(truth.title());
            assertThat(row.get("description")).isEqualTo(truth.summary());
        });
    }

    private long numberOf(List<Long> films, String query) {
        return sql.sql(query)
                .param("ids", films.stream().map(String::valueOf).toList())
                .query(Long.class)
                .single();
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
