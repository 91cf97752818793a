package io.reelsync.chaos.cluster;

/** What a service is. */
public enum Role {
    GATEWAY("gateway"),
    SCHEDULER("scheduler"),
    WORKER("worker");

    private final String written;

    Role(String written) {
        this.written = written;
    }

    /** As in {@code worker-2}. */
    public String written() {
        return written;
    }
}
