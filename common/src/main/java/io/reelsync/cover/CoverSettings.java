package io.reelsync.cover;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Our copies of posters.
 *
 * @param dir the folder that holds them, the same one for gateways, workers and schedulers. Where it isn't set, no
 *     posters are fetched, and none are shown
 * @param concurrency the most posters of a source that a worker has in hand at once, and the most of all that it decodes
 * @param largest the most bytes that a poster may have as the source sends it
 */
@Validated
@ConfigurationProperties("reelsync.covers")
public record CoverSettings(
        @NotNull @DefaultValue("") String dir,
        @Min(1) @Max(8) @DefaultValue("2") int concurrency,
        @NotNull @DefaultValue("5MB") DataSize largest) {

    public boolean enabled() {
        return !dir.isBlank();
    }
}
