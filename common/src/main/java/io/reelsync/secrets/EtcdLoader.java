package io.reelsync.secrets;

import io.reelsync.startup.StartRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;
import org.springframework.boot.logging.DeferredLogFactory;

/** Reads what a service starts with from etcd, and what stood there before. */
class EtcdLoader implements ConfigDataLoader<EtcdResource> {
    /** How many earlier states are looked at, where etcd still has them. */
    private static final int LOOKS_BACK = 5;

    private final Log log;

    EtcdLoader(DeferredLogFactory logs) {
        this.log = logs.getLog(EtcdLoader.class);
    }

    @Override
    public ConfigData load(ConfigDataLoaderContext context, EtcdResource resource) {
        return new ConfigData(
                List.of(source(resource)), ConfigData.Option.IGNORE_IMPORTS, ConfigData.Option.IGNORE_PROFILES);
    }

    private ElsewhereSource source(EtcdResource resource) {
        EtcdPlace place = resource.place();
        try (Etcd etcd = place.connect()) {
            EtcdState state = etcd.read();
            if (state.isEmpty() && !resource.optional()) {
                throw new StartRefused("has neither " + Etcd.SECRET + " nor " + Etcd.CONFIG);
            }
            Map<String, Object> settings = place.settings(state);
            log.info(
                    place.name() + " gives " + (settings.isEmpty() ? "nothing" : String.join(", ", settings.keySet())));
            return ElsewhereSource.of(place, settings, before(place, etcd, state));
        } catch (StartRefused refusal) {
            return ElsewhereSource.refused(
                    place, new StartRefused(place.name() + ": " + refusal.getMessage(), refusal));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return ElsewhereSource.refused(place, new StartRefused("interrupted while " + place.name() + " was read"));
        } catch (IOException away) {
            if (!resource.optional()) {
                return ElsewhereSource.refused(place, new StartRefused(away.getMessage() + " (spring.config.import)"));
            }
            log.warn(away.getMessage() + "; it is optional, so the start goes on with what else is set");
            return ElsewhereSource.of(place, Map.of(), List.of());
        }
    }

    private List<Map<String, Object>> before(EtcdPlace place, Etcd etcd, EtcdState state) throws InterruptedException {
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

    private void addIfTaken(List<Map<String, Object>> before, EtcdPlace place, EtcdState state) {
        try {
            before.add(place.settings(state));
        } catch (StartRefused never) {
            log.debug("earlier settings that nobody took: " + never.getMessage());
        }
    }
}
