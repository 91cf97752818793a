package io.reelsync.worker;

import io.reelsync.cluster.UsefulWorkers;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How a worker works.
 *
 * @param concurrency the most tasks at once, per source; a worker takes no more than the source's pace asks for, two
 *     seconds' worth
 * @param connectWithin how long connecting may take
 * @param answerWithin how long a whole exchange may take, its body included
 * @param readWithin how long the facts of a page may take to be read
 * @param largestPage the most bytes that a page may have, after decompression
 * @param userAgent what we call ourselves
 */
@Validated
@ConfigurationProperties("reelsync.worker")
public record WorkerSettings(
        @Min(1) @Max(1024) @DefaultValue(UsefulWorkers.USUAL_CONCURRENCY)
        int concurrency,

        @NotNull @DefaultValue("5s") Duration connectWithin,
        @NotNull @DefaultValue("30s") Duration answerWithin,
        @NotNull @DefaultValue("10s") Duration readWithin,
        @NotNull @DefaultValue("5MB") DataSize largestPage,

        @NotBlank @DefaultValue("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Reelsync/0.1")
        String userAgent) {}
