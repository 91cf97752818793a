package io.reelsync.bench.deployment;

import io.reelsync.localcluster.Launch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a worker counts, as Prometheus reads it. */
public final class WorkerMetrics {
    private WorkerMetrics() {}

    /** The sum of a metric over all its labels; 0 if there is none of that name. */
    public static double read(int port, String metric) {
        try (InputStream answer = Launch.url(port).resolve("/metrics").toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("the worker's metrics at port " + port + " can't be read", e);
        }
    }
}
