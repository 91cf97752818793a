package io.reelsync.localcluster;

import java.util.List;

/** Where the services' programs are. */
@FunctionalInterface
public interface Programs {
    /** What follows {@code java} and its options to start such a service. */
    List<String> of(ServiceRole role);
}
