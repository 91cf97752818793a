package io.reelsync.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A question to Prometheus, as far as it takes to see what it asks for. Whether it is one at all, promtool knows.
 *
 * @param where for people
 */
record Expression(String where, String text) {
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern LABELS =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:$])[a-zA-Z_:][\\w:]*(?![\\w:])(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "by", "on");
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern OF_A_VARIABLE = Pattern.compile("label_values\\((.*), *(\\w+)\\)");

    /** The metrics that it asks for. */
    Set<String> metrics() {
        String bare = OF_A_VARIABLE.matcher(text).replaceAll("$1");
        bare = QUOTED.matcher(bare).replaceAll("");
        bare = bare.replaceAll("\\{[^}]*}", "");
        bare = LABELS.matcher(bare).replaceAll("");
        bare = RANGE.matcher(bare).replaceAll("");
        Set<String> metrics = new TreeSet<>(
                NAME.matcher(bare).results().map(MatchResult::group).toList());
        metrics.removeAll(WORDS);
        return metrics;
    }

    /**
     * A condition on a label.
     *
     * @param values those that it names; none where a variable of the dashboard or a pattern does
     */
    record Matcher(String metric, String label, List<String> values) {}

    List<Matcher> matchers() {
        List<Matcher> matchers = new ArrayList<>();
        SELECTOR.matcher(text).results().forEach(selector -> MATCHER.matcher(selector.group(2))
                .results()
                .forEach(matcher ->
                        matchers.add(new Matcher(selector.group(1), matcher.group(1), values(matcher.group(3))))));
        return matchers;
    }

    private static List<String> values(String written) {
        return written.matches("[\\w|]+") ? List.of(written.split("\\|")) : List.of();
    }

    /** As Prometheus takes it, with the dashboard's variables filled in. */
    String filledIn() {
        return text.replace("$__rate_interval", "5m").replaceAll("\\$\\w+", "any");
    }
}
