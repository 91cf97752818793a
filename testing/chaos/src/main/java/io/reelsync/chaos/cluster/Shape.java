package io.reelsync.chaos.cluster;

import io.reelsync.localcluster.Role;

/**
 * How many services a cluster has, and how fast it may ask the site.
 *
 * @param ratePermits the most requests in {@code rateSeconds}
 */
public record Shape(int gateways, int schedulers, int workers, int ratePermits, int rateSeconds) {
    int count(Role role) {
        return switch (role) {
            case GATEWAY -> gateways;
            case SCHEDULER -> schedulers;
            case WORKER -> workers;
        };
    }
}
