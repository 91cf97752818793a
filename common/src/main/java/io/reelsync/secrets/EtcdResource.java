package io.reelsync.secrets;

import org.springframework.boot.context.config.ConfigDataResource;

/** One etcd that settings are to be read from. */
final class EtcdResource extends ConfigDataResource {
    private final EtcdPlace place;
    private final boolean optional;

    EtcdResource(EtcdPlace place, boolean optional) {
        this.place = place;
        this.optional = optional;
    }

    EtcdPlace place() {
        return place;
    }

    /** Whether a service starts without it. */
    boolean optional() {
        return optional;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EtcdResource that && place.equals(that.place) && optional == that.optional;
    }

    @Override
    public int hashCode() {
        return place.hashCode();
    }

    @Override
    public String toString() {
        return place.name();
    }
}
