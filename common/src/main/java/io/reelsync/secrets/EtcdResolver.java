package io.reelsync.secrets;

import java.util.List;
import java.util.Objects;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.properties.bind.Binder;

/** Understands {@code etcd:http://host:2379} in {@code spring.config.import}. */
class EtcdResolver implements ConfigDataLocationResolver<EtcdResource> {
    private static final String PREFIX = "etcd:";

    @Override
    public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
        return location.hasPrefix(PREFIX);
    }

    @Override
    public List<EtcdResource> resolve(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
        Binder settings = context.getBinder();
        EtcdPlace place = new EtcdPlace(
                location.getNonPrefixedValue(PREFIX),
                settings.bindOrCreate("reelsync.etcd", EtcdSettings.class),
                Objects.requireNonNullElse(
                        settings.bind("reelsync.mysql.driver", String.class).orElse(null), ""));
        return List.of(new EtcdResource(place, location.isOptional()));
    }
}
