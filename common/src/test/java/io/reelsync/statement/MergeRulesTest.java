package io.reelsync.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelsync.catalog.VideoField;
import io.reelsync.source.SubjectId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MergeRulesTest {
    private static final MergeRules RULES =
            new MergeRules(List.of("douban", "tmdb"), Map.of(VideoField.EPISODE_COUNT, List.of("tmdb", "douban")));

    private static Statement statement(String source, String id, Object... values) {
        FieldValues all = FieldValues.none();
        for (int i = 0; i < values.length; i += 2) {
            all.set((VideoField) values[i], values[i + 1]);
        }
        return new Statement(new SubjectId(source, id), 1, all);
    }

    @Test
    void theFirstSourceInTheOrderStandsAndAnEmptyFieldNeverBeatsAValue() {
        FieldValues merged = RULES.merge(List.of(
                statement("tmdb", "movie/7", VideoField.TITLE, "Bridge", VideoField.IMDB_ID, "tt0000007"),
                statement("douban", "1", VideoField.TITLE, "长桥来信")));

        assertThat(merged.get(VideoField.TITLE)).isEqualTo("长桥来信");
        assertThat(merged.get(VideoField.IMDB_ID)).isEqualTo("tt0000007");
    }

    @Test
    void aFieldCanHaveAnOrderOfItsOwn() {
        FieldValues merged = RULES.merge(List.of(
                statement("douban", "1", VideoField.EPISODE_COUNT, 24L, VideoField.SEASON, 1L),
                statement("tmdb", "tv/7", VideoField.EPISODE_COUNT, 26L, VideoField.SEASON, 2L)));

        assertThat(merged.get(VideoField.EPISODE_COUNT)).isEqualTo(26L);
        assertThat(merged.get(VideoField.SEASON)).isEqualTo(1L);
    }

    @Test
    void aScoreKeepsItsOwnVotesAndListsAreNotMixed() {
        FieldValues merged = RULES.merge(List.of(
                statement("tmdb", "movie/7", VideoField.VOTES, 900L, VideoField.ACTORS, "[\"Ann\",\"Bob\"]"),
                statement("douban", "1", VideoField.SCORE, new BigDecimal("8.1"), VideoField.ACTORS, "[\"安\"]")));

        assertThat(merged.get(VideoField.SCORE)).isEqualTo(new BigDecimal("8.1"));
        assertThat(merged.has(VideoField.VOTES)).isFalse();
        assertThat(merged.get(VideoField.ACTORS)).isEqualTo("[\"安\"]");
    }

    @Test
    void sourcesWithoutAPlaceInTheOrderComeLastByName() {
        FieldValues merged = RULES.merge(List.of(
                statement("zeta", "1", VideoField.TITLE, "Z", VideoField.DESCRIPTION, "z"),
                statement("alpha", "1", VideoField.DESCRIPTION, "a"),
                statement("tmdb", "movie/7", VideoField.YEAR, 2019L)));

        assertThat(merged.get(VideoField.TITLE)).isEqualTo("Z");
        assertThat(merged.get(VideoField.DESCRIPTION)).isEqualTo("a");
    }

    @Test
    void whatFollowsDoesNotDependOnTheOrderOfStatements() {
        Random random = new Random(17);
        for (int round = 0; round < 500; round++) {
            List<Statement> statements = new ArrayList<>();
            for (String source : List.of("douban", "tmdb", "imdb", "other")) {
                for (int id = random.nextInt(3); id > 0; id--) {
                    statements.add(random(source, String.valueOf(id), random));
                }
            }
            if (statements.isEmpty()) {
                continue;
            }
            FieldValues merged = RULES.merge(statements);
            SubjectId main = RULES.main(statements).subject();
            for (int i = 0; i < 10; i++) {
                Collections.shuffle(statements, random);
                assertThat(RULES.merge(statements)).isEqualTo(merged);
                assertThat(RULES.main(statements).subject()).isEqualTo(main);
            }
            for (VideoField field : VideoField.values()) {
                if (MergeRules.decider(field) == field) {
                    assertThat(merged.has(field)).isEqualTo(statements.stream().anyMatch(one -> one.values()
                            .has(field)));
                }
            }
        }
    }

    private static Statement random(String source, String id, Random random) {
        FieldValues values = FieldValues.none();
        for (VideoField field : VideoField.values()) {
            if (random.nextBoolean()) {
                values.set(field, field.isFlag() ? (Object) true : source + id + field);
            }
        }
        return new Statement(new SubjectId(source, id), 1, values);
    }

    @Test
    void settingsNameFieldsAsTheEnvironmentDoes() {
        MergeSettings settings = new MergeSettings(
                List.of("douban", "tmdb"), Map.of("episode.count", List.of("tmdb"), "release-dates", List.of("imdb")));
        MergeRules rules = new MergeRules(settings.order(), settings.byField());

        assertThat(rules.orderOf(VideoField.IS_COMPLETED)).containsExactly("tmdb");
        assertThat(rules.orderOf(VideoField.RELEASE_DATE)).containsExactly("imdb");
        assertThat(rules.orderOf(VideoField.TITLE)).containsExactly("douban", "tmdb");
    }

    @Test
    void settingsRefuseWhatIsNoFieldAndWhatIsDecidedWithAnother() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MergeSettings(List.of("douban"), Map.of("colour", List.of("tmdb"))))
                .withMessageContaining("'colour' is no field");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MergeSettings(List.of("douban"), Map.of("votes", List.of("tmdb"))))
                .withMessageContaining("'votes'");
    }
}
