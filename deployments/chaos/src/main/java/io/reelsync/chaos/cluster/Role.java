package io.reelsync.chaos.cluster;

/** What a service is, and how many of it the cluster has. */
public enum Role {
    GATEWAY("gateway", 2),
    SCHEDULER("scheduler", 2),
    WORKER("worker", 3);

    private final String written;
    private final int count;

    Role(String written, int count) {
        this.written = written;
        this.count = count;
    }

    /** As in {@code worker-2}. */
    public String written() {
        return written;
    }

    int count() {
        return count;
    }
}
