package io.reelsync.secrets;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.reelsync.startup.StartRefused;
import io.reelsync.telemetry.MetricNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * What each place gave last, and what follows from it: a replaceable setting is replaced where the place's value counts,
 * which one in the environment would win over; of any other it is said that a restart takes it. Thread-safe.
 */
class EffectiveSettings {
    private static final Logger log = LoggerFactory.getLogger(EffectiveSettings.class);

    private final ConfigurableEnvironment environment;
    private final List<ReplaceableSetting> replaceable;
    private final Counter refused;
    /** By their names, which tell them apart. */
    private final Map<String, ExternalPropertySource> latest = new HashMap<>();

    private final Map<String, String> refusals = new HashMap<>();
    private final Map<String, String> inForce = new HashMap<>();

    EffectiveSettings(ConfigurableEnvironment environment, List<ReplaceableSetting> replaceable, MeterRegistry meters) {
        this.environment = environment;
        this.replaceable = replaceable;
        this.refused = Counter.builder(MetricNames.SETTINGS_REFUSED)
                .description("Changed settings that can't be taken, so that the old ones stay")
                .register(meters);
        sources().forEach(source -> latest.put(source.getName(), source));
        replaceable.forEach(setting -> inForce.put(setting.property(), value(setting, null)));
    }

    List<ExternalPropertySource> sources() {
        return environment.getPropertySources().stream()
                .filter(ExternalPropertySource.class::isInstance)
                .map(ExternalPropertySource.class::cast)
                .toList();
    }

    /** To each replaceable setting, the values that were others than its present one. */
    synchronized void passOnEarlierValues() {
        for (ReplaceableSetting setting : replaceable) {
            sources().stream()
                    .flatMap(source -> source.before().stream().map(source::with))
                    .map(before -> value(setting, before))
                    .filter(before -> !before.isBlank() && !before.equals(inForce.get(setting.property())))
                    .filter(setting::wasBefore)
                    .findFirst()
                    .ifPresent(counts -> log.info("an earlier value of {} is still accepted", setting.property()));
        }
    }

    synchronized void take(ExternalPropertySource source, Map<String, Object> settings) {
        refusals.remove(source.getName());
        ExternalPropertySource now = source.with(settings);
        ExternalPropertySource before = Objects.requireNonNullElse(latest.put(source.getName(), now), source);
        if (before.getSource().equals(settings)) {
            return;
        }
        replaceable.forEach(setting -> replace(setting, source));
        logOtherChanges(before.getSource(), settings, source);
    }

    /** Tells once of what can't be taken, however often it is seen. */
    synchronized void refuse(ExternalPropertySource source, StartRefused why) {
        String reason = String.valueOf(why.getMessage());
        if (!reason.equals(refusals.put(source.getName(), reason))) {
            refused.increment();
            log.error("{}: {}; the settings stay as they are", source.place().name(), reason);
        }
    }

    private void replace(ReplaceableSetting setting, ExternalPropertySource source) {
        String value = value(setting, null);
        if (value.equals(inForce.get(setting.property()))) {
            return;
        }
        try {
            setting.replace(value);
            inForce.put(setting.property(), value);
        } catch (StartRefused why) {
            refuse(source, why);
        }
    }

    private void logOtherChanges(Map<String, Object> before, Map<String, Object> after, ExternalPropertySource source) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        replaceable.forEach(setting -> names.remove(OwnSettings.variable(setting.property())));
        names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
        if (!names.isEmpty()) {
            log.warn(
                    "{} has new values of {}; they take effect after a restart",
                    source.place().name(),
                    String.join(", ", names));
        }
    }

    /** What a start would take now, or would if that one were what its place gives. */
    private String value(ReplaceableSetting setting, @Nullable ExternalPropertySource instead) {
        List<PropertySource<?>> sources = environment.getPropertySources().stream()
                .filter(source -> !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
                .<PropertySource<?>>map(source -> now(source, instead))
                .toList();
        Binder binder = new Binder(
                ConfigurationPropertySources.from(sources), new PropertySourcesPlaceholdersResolver(sources));
        return Objects.requireNonNullElse(
                binder.bind(setting.property(), String.class).orElse(null), "");
    }

    private PropertySource<?> now(PropertySource<?> source, @Nullable ExternalPropertySource instead) {
        if (instead != null && instead.getName().equals(source.getName())) {
            return instead;
        }
        return Optional.<PropertySource<?>>ofNullable(latest.get(source.getName()))
                .orElse(source);
    }
}
