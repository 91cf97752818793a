package io.reelsync.chaos.cluster;

import io.reelsync.localcluster.ServiceRole;
import io.reelsync.source.Rate;

/** How many services a cluster has, and how fast it may ask the site. */
public record Shape(int gateways, int schedulers, int workers, Rate rate) {
    private static final int FEW = 2;
    private static final double TASKS_FOR_RATE = 0.1;

    int count(ServiceRole role) {
        return switch (role) {
            case GATEWAY -> gateways;
            case SCHEDULER -> schedulers;
            case WORKER -> workers;
        };
    }

    /** The most tasks that a worker has in hand: few, but enough for its share of the rate. */
    public int concurrency() {
        return (int) Math.max(FEW, Math.ceil(rate.perSecond() * TASKS_FOR_RATE));
    }

    /** The most tasks that all workers have in hand. */
    public int tasksAtOnce() {
        return workers * concurrency();
    }
}
