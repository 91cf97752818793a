package io.reelsync.localcluster;

/**
 * One service of the cluster, whether its process lives or not.
 *
 * @param number from 1 within its role
 * @param port where its HTTP is
 */
record Member(ServiceRole role, int number, int port) {
    /** As in {@code worker-2}; also its folder's name. */
    String name() {
        return role.written() + "-" + number;
    }
}
