package io.reelsync.chaos.cluster;

import io.reelsync.localcluster.ServiceRole;

/**
 * How many services a cluster has, and how fast it may ask the site.
 *
 * @param ratePermits the most requests in {@code rateSeconds}
 */
public record Shape(int gateways, int schedulers, int workers, int ratePermits, int rateSeconds) {
    int count(ServiceRole role) {
        return switch (role) {
            case GATEWAY -> gateways;
            case SCHEDULER -> schedulers;
            case WORKER -> workers;
        };
    }
}
