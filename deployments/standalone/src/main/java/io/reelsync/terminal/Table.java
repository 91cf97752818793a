package io.reelsync.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under each other, each column as wide as it has to be, up to a bound. */
final class Table {
    private static final int WIDEST = 60;

    private final List<String[]> lines = new ArrayList<>();

    Table(String... headings) {
        lines.add(headings);
    }

    void row(Object... cells) {
        lines.add(Arrays.stream(cells)
                .map(cell -> TextWidth.shortened(cell == null ? "" : cell.toString(), WIDEST))
                .toArray(String[]::new));
    }

    void print(PrintWriter out) {
        int[] widths = new int[lines.get(0).length];
        lines.forEach(cells -> Arrays.setAll(widths, i -> Math.max(widths[i], TextWidth.of(cells[i]))));
        for (String[] cells : lines) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < cells.length; i++) {
                line.append(TextWidth.padded(cells[i], widths[i] + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
