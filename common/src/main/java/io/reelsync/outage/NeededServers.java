package io.reelsync.outage;

import java.util.EnumSet;
import java.util.Set;

/** The servers without which a service can't do its work; a bean of each service. All others are none of its concern. */
public record NeededServers(Set<Server> all) {

    public static NeededServers of(Server first, Server... others) {
        return new NeededServers(EnumSet.of(first, others));
    }
}
