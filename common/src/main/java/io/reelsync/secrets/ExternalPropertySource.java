package io.reelsync.secrets;

import io.reelsync.startup.StartRefused;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Settings from elsewhere, read by their names in the environment. Shows none of its values. */
final class ExternalPropertySource extends SystemEnvironmentPropertySource {
    /** By which Spring Boot knows that names are written as in an environment. */
    private static final String SUFFIX = "-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    private final SettingsLocation place;
    private final List<Map<String, Object>> before;
    private final @Nullable StartRefused refusal;

    private ExternalPropertySource(
            SettingsLocation place,
            Map<String, Object> settings,
            List<Map<String, Object>> before,
            @Nullable StartRefused refusal) {
        super(place.name() + SUFFIX, settings);
        this.place = place;
        this.before = before;
        this.refusal = refusal;
    }

    /** @param before what stood there before, the newest first */
    static ExternalPropertySource of(
            SettingsLocation place, Map<String, Object> settings, List<Map<String, Object>> before) {
        return new ExternalPropertySource(place, settings, before, null);
    }

    /** What is there can't be taken. A start is refused only once there is a log that doesn't tell it again. */
    static ExternalPropertySource refused(SettingsLocation place, StartRefused why) {
        return new ExternalPropertySource(place, Map.of(), List.of(), why);
    }

    /** The same place with other settings. */
    ExternalPropertySource with(Map<String, Object> settings) {
        return of(place, settings, List.of());
    }

    SettingsLocation place() {
        return place;
    }

    List<Map<String, Object>> before() {
        return before;
    }

    @Nullable
    StartRefused refusal() {
        return refusal;
    }

    @Override
    public String toString() {
        return "ExternalPropertySource[" + place.name() + "]";
    }
}
