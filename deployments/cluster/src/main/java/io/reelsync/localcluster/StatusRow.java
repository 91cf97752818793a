package io.reelsync.localcluster;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is to be known of one process.
 *
 * @param pid {@code -} where there is none
 * @param state {@code ready}, {@code not ready}, or {@code ended}
 */
record StatusRow(String name, String state, String pid, String address, String since, String log) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    static StatusRow of(String name, Optional<ProcessHandle> process, String state, String address, Path log) {
        return new StatusRow(
                name,
                process.isPresent() ? state : "ended",
                process.map(found -> String.valueOf(found.pid())).orElse("-"),
                address,
                process.flatMap(found -> found.info().startInstant())
                        .map(TIME::format)
                        .orElse("-"),
                log.toString());
    }

    boolean isReady() {
        return state.equals("ready");
    }

    /** The rows under each other, each column as wide as it has to be. */
    static String table(List<StatusRow> rows) {
        List<String[]> lines = new ArrayList<>();
        lines.add(new String[] {"name", "state", "pid", "address", "since", "log"});
        rows.forEach(row -> lines.add(row.cells()));
        int[] widths = new int[lines.get(0).length];
        lines.forEach(cells -> Arrays.setAll(widths, i -> Math.max(widths[i], cells[i].length())));
        StringBuilder table = new StringBuilder();
        for (String[] cells : lines) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < cells.length; i++) {
                line.append(cells[i]).append(" ".repeat(widths[i] - cells[i].length() + 2));
            }
            table.append(line.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }

    private String[] cells() {
        return new String[] {name, state, pid, address, since, log};
    }
}
