package io.reelsync.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.Installation;
import io.reelsync.catalog.VideoField;
import io.reelsync.source.Feed;
import io.reelsync.source.IdForm;
import io.reelsync.source.Rate;
import io.reelsync.source.Source;
import io.reelsync.source.SourceReader;
import io.reelsync.source.Sources;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class StoredMergeRulesTest {
    private static final Sources SOURCES = new Sources(
            List.of(new Named("zeta", Set.of("cover_url")), new Named("alpha", Set.of()), new Named("mid", Set.of())));

    private final JdbcClient jdbc = Installation.shared().bean(JdbcClient.class);

    @AfterEach
    void forget() {
        jdbc.sql("DELETE FROM merge_rules").update();
    }

    @Test
    void whereNothingIsSetSourcesAreInTheOrderOfTheirNamesAndTheOneThatKnowsAFieldBestIsFirst() {
        MergeRules rules = rules(List.of(), Map.of()).current();

        assertThat(rules.order()).containsExactly("alpha", "mid", "zeta");
        assertThat(rules.fields()).isEqualTo(Map.of(VideoField.COVER_URL, List.of("zeta", "alpha", "mid")));
    }

    @Test
    void settingsComeBeforeWhatASourceSaysOfItself() {
        MergeRules rules = rules(List.of("mid"), Map.of("cover-url", List.of("alpha", "zeta")))
                .current();

        assertThat(rules.order()).containsExactly("mid");
        assertThat(rules.fields()).isEqualTo(Map.of(VideoField.COVER_URL, List.of("alpha", "zeta")));
    }

    @Test
    void whatWasSetOverTheApiComesBeforeSettings() {
        StoredMergeRules rules = rules(List.of("mid"), Map.of("cover-url", List.of("alpha")));

        rules.set(new MergeRules(List.of("zeta"), Map.of(VideoField.COVER_URL, List.of("mid"))), "admin");

        assertThat(rules.current().order()).containsExactly("zeta");
        assertThat(rules.current().fields()).isEqualTo(Map.of(VideoField.COVER_URL, List.of("mid")));
    }

    private static StoredMergeRules rules(List<String> order, Map<String, List<String>> fields) {
        return new StoredMergeRules(
                Installation.shared().bean(JdbcClient.class),
                Installation.shared().bean(JdbcTemplate.class),
                SOURCES,
                new MergeSettings(order, fields));
    }

    /** A source of which only its name and what it knows best are asked. */
    private record Named(String name, Set<String> knowsBest) implements Source {
        @Override
        public String label() {
            return name;
        }

        @Override
        public Rate rate() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Feed> feeds() {
            return List.of();
        }

        @Override
        public List<String> routes() {
            return List.of();
        }

        @Override
        public IdForm ids() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SourceReader reader() {
            throw new UnsupportedOperationException();
        }
    }
}
