package io.reelsync.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a user may do in a schema, as {@code SHOW GRANTS} tells it; grants on single tables don't count. */
record Rights(Set<String> granted) {
    /** To do the work once the schema is there. */
    static final List<String> OF_ROWS = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

    /** To lay the schema and to change it. */
    static final List<String> OF_TABLES = List.of("CREATE", "ALTER", "INDEX");

    private static final Pattern GRANT = Pattern.compile("GRANT (.+) ON (?:\\*|`(.+)`)\\.\\* TO .+");

    static Rights of(Collection<String> grants, String schema) {
        Set<String> granted = new TreeSet<>();
        for (String grant : grants) {
            Matcher form = GRANT.matcher(grant);
            if (form.matches() && (form.group(2) == null || covers(form.group(2).replace("``", "`"), schema))) {
                for (String right : form.group(1).split(",", -1)) {
                    granted.add(right.strip().toUpperCase(Locale.ROOT));
                }
            }
        }
        return new Rights(granted);
    }

    List<String> missing(List<String> needed) {
        List<String> missing = new ArrayList<>(needed);
        missing.removeIf(this::has);
        return missing;
    }

    boolean has(String right) {
        return granted.contains(right) || granted.contains("ALL PRIVILEGES") || granted.contains("ALL");
    }

    /** In the name of a grant's schema, % and _ stand for others unless a backslash is before them. */
    private static boolean covers(String pattern, String schema) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            if (letter == '\\' && i + 1 < pattern.length()) {
                i++;
                regex.append(Pattern.quote(pattern.substring(i, i + 1)));
            } else if (letter == '%') {
                regex.append(".*");
            } else {
                regex.append(letter == '_' ? "." : Pattern.quote(String.valueOf(letter)));
            }
        }
        return schema.matches(regex.toString());
    }
}
