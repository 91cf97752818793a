package io.reelsync.bench.figure;

import java.io.PrintStream;

/** What was measured; its components are the names in JSON. */
public interface Report {
    void writeTable(PrintStream out);
}
