package io.reelsync.source;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All sources that this process knows, by name. Immutable. */
public class Sources {
    private final Map<String, Source> byName;

    public Sources(List<Source> sources) {
        byName = sources.stream()
                .collect(Collectors.toMap(
                        Source::name,
                        Function.identity(),
                        (one, other) -> {
                            throw new IllegalStateException("two sources are called " + one.name());
                        },
                        TreeMap::new));
    }

    public Optional<Source> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** @throws IllegalArgumentException where there is none of that name */
    public Source get(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no source '" + name + "'; there are " + byName.keySet()));
    }

    public Collection<Source> all() {
        return byName.values();
    }
}
