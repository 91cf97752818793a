package io.reelsync.doctor;

import java.util.ArrayList;
import java.util.List;

/** What one check has found so far. Once taken it takes no more: a check that was too slow is over. Thread-safe. */
final class Findings {
    private final String server;
    private final List<Finding> found = new ArrayList<>();
    private boolean taken;

    Findings(String server) {
        this.server = server;
    }

    void ok(String what) {
        add(new Finding(server, Level.OK, what, ""));
    }

    void warn(String what, String cure) {
        add(new Finding(server, Level.WARN, what, cure));
    }

    void fail(String what, String cure) {
        add(new Finding(server, Level.FAIL, what, cure));
    }

    synchronized List<Finding> take() {
        taken = true;
        return List.copyOf(found);
    }

    private synchronized void add(Finding finding) {
        if (!taken) {
            found.add(finding);
        }
    }
}
