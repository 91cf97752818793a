package io.reelsync.statement;

import io.reelsync.catalog.VideoField;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which source's word stands where several speak of one video: for each field an order of sources, of which the first
 * that says something is believed. Lists are never mixed, and what belongs together, as a score and its votes, comes from
 * one source. What follows depends on what was said alone, not on the order in which it was.
 *
 * @param order of the sources for all fields that have no order of their own; sources that aren't named come last, by name
 * @param fields orders of single fields, by the field that decides a {@linkplain #decider unit}
 */
public record MergeRules(List<String> order, Map<VideoField, List<String>> fields) {
    private static final Map<VideoField, VideoField> DECIDED_BY = Map.of(
            VideoField.RELEASE_DATE, VideoField.RELEASE_DATES,
            VideoField.RELEASE_DATE_PRECISION, VideoField.RELEASE_DATES,
            VideoField.RUNTIMES, VideoField.RUNTIME,
            VideoField.VOTES, VideoField.SCORE,
            VideoField.RATING_DISTRIBUTION, VideoField.SCORE,
            VideoField.EPISODES_OUT, VideoField.EPISODE_COUNT,
            VideoField.IS_COMPLETED, VideoField.EPISODE_COUNT,
            VideoField.IS_UPDATE, VideoField.EPISODE_COUNT);

    /** For videos of which one source speaks. */
    static final MergeRules NONE = new MergeRules(List.of(), Map.of());

    private static final Map<VideoField, List<VideoField>> UNITS = Arrays.stream(VideoField.values())
            .collect(Collectors.groupingBy(MergeRules::decider, LinkedHashMap::new, Collectors.toList()));

    public MergeRules {
        order = List.copyOf(order);
        fields = Map.copyOf(fields);
    }

    /** The field with which another is decided: its own where it is decided by itself. */
    public static VideoField decider(VideoField field) {
        return DECIDED_BY.getOrDefault(field, field);
    }

    /** The order of sources for a field. */
    public List<String> orderOf(VideoField field) {
        return fields.getOrDefault(decider(field), order);
    }

    /** What follows from the statements of one video; at least one. */
    public FieldValues merge(List<Statement> statements) {
        if (statements.size() == 1) {
            return statements.get(0).values();
        }
        FieldValues merged = FieldValues.none();
        UNITS.forEach((decider, unit) -> standing(decider, statements)
                .ifPresent(stands ->
                        unit.forEach(field -> merged.set(field, stands.values().get(field)))));
        return merged;
    }

    /** The statement whose word stands for a field; empty where none says anything. */
    public Optional<Statement> standing(VideoField field, List<Statement> statements) {
        VideoField decider = decider(field);
        List<Statement> ranked = ranked(orderOf(decider), statements);
        Optional<Statement> decided =
                ranked.stream().filter(one -> one.values().has(decider)).findFirst();
        return decided.isPresent()
                ? decided
                : ranked.stream()
                        .filter(one -> units(decider).anyMatch(one.values()::has))
                        .findFirst();
    }

    private static Stream<VideoField> units(VideoField decider) {
        return UNITS.getOrDefault(decider, List.of()).stream();
    }

    /** The statement by whose source and id a video is known. */
    public Statement main(List<Statement> statements) {
        return ranked(order, statements).get(0);
    }

    private static List<Statement> ranked(List<String> order, List<Statement> statements) {
        return statements.stream()
                .sorted(Comparator.<Statement>comparingInt(one -> rank(order, one))
                        .thenComparing(Statement::subject))
                .toList();
    }

    private static int rank(List<String> order, Statement statement) {
        int rank = order.indexOf(statement.subject().source());
        return rank < 0 ? Integer.MAX_VALUE : rank;
    }
}
