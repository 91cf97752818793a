package io.reelsync.cover;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Our copies of posters.
 *
 * @param dir the folder that holds them, the same one for gateways, workers and schedulers. Where neither it nor a bucket is
 *     set, no posters are fetched, and none are shown
 * @param s3 a bucket that holds them instead
 * @param concurrency the most posters of a source that a worker has in hand at once, and the most of all that it decodes
 * @param largest the most bytes that a poster may have as the source sends it
 */
@Validated
@ConfigurationProperties("reelsync.covers")
public record CoverSettings(
        @NotNull @DefaultValue("") String dir,
        @Valid @DefaultValue S3 s3,
        @Min(1) @Max(8) @DefaultValue("2") int concurrency,
        @NotNull @DefaultValue("5MB") DataSize largest) {

    public boolean enabled() {
        return !dir.isBlank() || s3.enabled();
    }

    /**
     * A bucket of Amazon S3, or of a store that speaks as it does and takes the bucket in the path. Shows no key.
     *
     * @param bucket the name of a bucket that holds posters instead of a folder; it has to be there
     * @param prefix what the names of all posters in the bucket begin with
     * @param endpoint the address of a store that isn't Amazon's, {@code https://minio.example:9000}
     * @param region the bucket's region
     * @param accessKey the key whose rights are used. Where it isn't set, the AWS SDK looks for credentials by itself: in the
     *     environment, a profile, or those of the container or the machine
     * @param secretKey the secret of that key
     */
    public record S3(
            @NotNull @DefaultValue("") @Pattern(regexp = "|[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
            String bucket,

            @NotNull @DefaultValue("") @Pattern(regexp = "|[A-Za-z0-9][A-Za-z0-9/_.-]{0,99}")
            String prefix,

            @NotNull @DefaultValue("") @Pattern(regexp = "|https?://[^/?#@]+/?")
            String endpoint,

            @NotNull @DefaultValue("us-east-1") @Pattern(regexp = "[a-z0-9-]{1,40}")
            String region,

            @NotNull @DefaultValue("") String accessKey,
            @NotNull @DefaultValue("") String secretKey) {

        boolean enabled() {
            return !bucket.isEmpty();
        }

        @Override
        public String toString() {
            return "S3[" + bucket + "]";
        }
    }
}
