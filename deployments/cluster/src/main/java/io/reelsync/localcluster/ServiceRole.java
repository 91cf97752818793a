package io.reelsync.localcluster;

import java.util.Arrays;
import java.util.Optional;

/** What a service is. */
public enum ServiceRole {
    GATEWAY("gateway", "api-gateway"),
    SCHEDULER("scheduler", "scheduler-service"),
    WORKER("worker", "worker-service");

    private final String written;
    private final String module;

    ServiceRole(String written, String module) {
        this.written = written;
        this.module = module;
    }

    static Optional<ServiceRole> find(String written) {
        return Arrays.stream(values())
                .filter(role -> role.written.equals(written))
                .findFirst();
    }

    /** As in {@code worker-2}. */
    public String written() {
        return written;
    }

    /** The module that it is built from. */
    public String module() {
        return module;
    }
}
