package io.reelsync.secrets;

import io.reelsync.startup.StartRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.logging.Log;
import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.DeferredLogFactory;

/**
 * Understands {@code etcd:http://host:2379} in {@code spring.config.import}: reads what a service starts with from
 * there, and what stood there before.
 */
class EtcdConfigDataLoader implements ConfigDataLocationResolver<EtcdLocation>, ConfigDataLoader<EtcdLocation> {
    private static final String PREFIX = "etcd:";
    /** How many earlier states are looked at, if etcd still has them. */
    private static final int LOOKS_BACK = 5;

    private final Log log;

    EtcdConfigDataLoader(DeferredLogFactory logs) {
        this.log = logs.getLog(EtcdConfigDataLoader.class);
    }

    @Override
    public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
        return location.hasPrefix(PREFIX);
    }

    @Override
    public List<EtcdLocation> resolve(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
        Binder settings = context.getBinder();
        return List.of(new EtcdLocation(
                location.getNonPrefixedValue(PREFIX),
                settings.bindOrCreate("reelsync.etcd", EtcdSettings.class),
                Objects.requireNonNullElse(
                        settings.bind("reelsync.mysql.driver", String.class).orElse(null), ""),
                location.isOptional()));
    }

    @Override
    public ConfigData load(ConfigDataLoaderContext context, EtcdLocation place) {
        return new ConfigData(
                List.of(source(place)), ConfigData.Option.IGNORE_IMPORTS, ConfigData.Option.IGNORE_PROFILES);
    }

    private ExternalPropertySource source(EtcdLocation place) {
        try (Etcd etcd = place.connect()) {
            EtcdState state = etcd.read();
            if (state.isEmpty() && !place.optional()) {
                throw new StartRefused("has neither " + Etcd.SECRET + " nor " + Etcd.CONFIG);
            }
            Map<String, Object> settings = place.settings(state);
            log.info(
                    place.name() + " gives " + (settings.isEmpty() ? "nothing" : String.join(", ", settings.keySet())));
            return ExternalPropertySource.of(place, settings, before(place, etcd, state));
        } catch (StartRefused refusal) {
            return ExternalPropertySource.refused(
                    place, new StartRefused(place.name() + ": " + refusal.getMessage(), refusal));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return ExternalPropertySource.refused(
                    place, new StartRefused("interrupted while " + place.name() + " was read"));
        } catch (IOException away) {
            if (!place.optional()) {
                return ExternalPropertySource.refused(
                        place, new StartRefused(away.getMessage() + " (spring.config.import)"));
            }
            log.warn(away.getMessage() + "; it is optional, so the service starts with its other settings");
            return ExternalPropertySource.of(place, Map.of(), List.of());
        }
    }

    private List<Map<String, Object>> before(EtcdLocation place, Etcd etcd, EtcdState state)
            throws InterruptedException {
        List<Map<String, Object>> before = new ArrayList<>();
        EtcdState one = state;
        try {
            for (int looks = 0; looks < LOOKS_BACK && one.changedAt() > 1; looks++) {
                one = etcd.readAt(one.changedAt() - 1);
                addIfTaken(before, place, one);
            }
        } catch (IOException gone) {
            log.debug("no earlier settings: " + gone.getMessage());
        }
        return before;
    }

    private void addIfTaken(List<Map<String, Object>> before, EtcdLocation place, EtcdState state) {
        try {
            before.add(place.settings(state));
        } catch (StartRefused never) {
            log.debug("earlier settings that nobody took: " + never.getMessage());
        }
    }
}
