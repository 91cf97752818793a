package io.reelsync.samplesite.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The misbehaviour asked for and not yet used up. The first rule that fits a request is taken. Thread-safe. */
public final class Misbehaviours {
    private final List<Rule> rules = new ArrayList<>();

    /**
     * What to do for requests whose path with query starts so.
     *
     * @param times for how many more requests; 0 until cleared
     */
    public record Rule(String path, Misbehaviour kind, int times, String argument) {
        /** The argument as a number, for kinds that take one. */
        public long number() {
            return Long.parseLong(argument);
        }

        private Rule once() {
            return new Rule(path, kind, times - 1, argument);
        }
    }

    /**
     * Asks for misbehaviour from now on.
     *
     * @throws IllegalArgumentException for a path without its slash, a negative count, an argument that doesn't fit
     */
    public synchronized void add(String path, Misbehaviour kind, int times, String argument) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path starts with \"/\", unlike \"%s\"".formatted(path));
        }
        if (times < 0) {
            throw new IllegalArgumentException("times is 0 (until cleared) or more, not " + times);
        }
        rules.add(new Rule(path, kind, times, kind.checked(argument)));
    }

    public synchronized void clear() {
        rules.clear();
    }

    public synchronized List<Rule> rules() {
        return List.copyOf(rules);
    }

    /** The rule for this request, which counts as used once. */
    public synchronized Optional<Rule> take(String pathQuery) {
        for (int at = 0; at < rules.size(); at++) {
            Rule rule = rules.get(at);
            if (pathQuery.startsWith(rule.path())) {
                if (rule.times() == 1) {
                    rules.remove(at);
                } else if (rule.times() > 1) {
                    rules.set(at, rule.once());
                }
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }
}
