package io.reelsync.gateway.sync;

import io.reelsync.gateway.web.FeedNames;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.SourceIds;
import io.reelsync.run.KeptLists;
import io.reelsync.run.Wanted;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a run is asked for: {@code {source, feeds}} or {@code {source, source_ids}}, or a list of such under
 * {@code sources}, each source once.
 */
record RunRequest(List<Wanted> wanted) {
    private static final String SOURCES = "sources";
    private static final Set<String> OF_ONE = Set.of("source", "feeds", "source_ids");

    static RunRequest of(Wanted wanted) {
        return new RunRequest(List.of(wanted));
    }

    /** @throws io.reelsync.gateway.web.InvalidFields where it can't be */
    static RunRequest read(JsonNode body, Sources sources, KeptLists keptLists) {
        if (!body.has(SOURCES)) {
            Fields fields = Fields.ofBody(body, OF_ONE);
            Wanted wanted = readOne(fields, sources, keptLists);
            fields.check();
            return of(wanted);
        }
        Fields fields = Fields.ofBody(body, Set.of(SOURCES));
        List<Wanted> wanted = new ArrayList<>();
        JsonNode parts = body.get(SOURCES);
        if (fields.isList(SOURCES, parts, sources.all().size())) {
            Set<String> names = new HashSet<>();
            for (int i = 0; i < parts.size(); i++) {
                fields.ofEntry(SOURCES, i, parts.get(i), OF_ONE).ifPresent(part -> {
                    Wanted one = readOne(part, sources, keptLists);
                    if (!names.add(one.source())) {
                        part.refuse("source", "run.source_twice");
                    }
                    wanted.add(one);
                });
            }
            SourceIds.refuseTooMany(
                    fields,
                    SOURCES,
                    wanted.stream().mapToInt(one -> one.subjects().size()).sum());
        }
        fields.check();
        return new RunRequest(wanted);
    }

    /** Without what was refused. */
    private static Wanted readOne(Fields fields, Sources sources, KeptLists keptLists) {
        String name = fields.requiredText("source");
        fields.source("source", name, sources);
        Optional<Source> source = sources.find(name);
        JsonNode feeds = fields.value("feeds");
        JsonNode ids = fields.value("source_ids");
        if ((feeds == null) == (ids == null)) {
            fields.refuse("feeds", "run.either");
            fields.refuse("source_ids", "run.either");
        }
        List<String> names =
                read(feeds, given -> FeedNames.read(fields, "feeds", given, source.orElse(null), keptLists));
        List<String> numbers = read(ids, given -> SourceIds.read(fields, "source_ids", given, source.orElse(null)));
        if (source.isEmpty()) {
            return Wanted.subjects(name, List.of());
        }
        return ids == null
                ? Wanted.feeds(name, names, feed -> keptLists.listSize(source.get(), feed))
                : Wanted.subjects(name, numbers);
    }

    private static List<String> read(@Nullable JsonNode given, Function<JsonNode, List<String>> reader) {
        return given == null ? List.of() : reader.apply(given);
    }

    /** For people: how much of each source. */
    String summary() {
        return String.join(
                ", ",
                wanted.stream()
                        .map(one -> one.source() + " "
                                + (one.subjects().isEmpty()
                                        ? one.feeds().keySet()
                                        : one.subjects().size() + " titles"))
                        .toList());
    }
}
