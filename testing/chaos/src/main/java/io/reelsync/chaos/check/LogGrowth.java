package io.reelsync.chaos.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many warnings and errors services write while a server is away: once a change of state, not once an attempt. */
public final class LogGrowth {
    private static final int LINES_A_MINUTE = 200;
    private static final int AT_ONCE = 20;

    private final Map<String, Path> logs;
    private final Map<String, Long> sizes = new HashMap<>();
    private final long begun = System.nanoTime();

    /** Notes how long the logs are. */
    public LogGrowth(Map<String, Path> logs) {
        this.logs = Map.copyOf(logs);
        logs.forEach((name, log) -> sizes.put(name, size(log)));
    }

    /** Logs that have grown by more lines since than they may. */
    public List<String> tooMuch() {
        Duration time = Duration.ofNanos(System.nanoTime() - begun);
        long most = AT_ONCE + LINES_A_MINUTE * time.toMillis() / 60_000;
        return logs.entrySet().stream()
                .filter(log -> lines(log.getKey(), log.getValue()) > most)
                .map(log -> String.format(
                        Locale.ROOT,
                        "%s wrote %d warnings and errors within %d s, where %d are enough",
                        log.getKey(),
                        lines(log.getKey(), log.getValue()),
                        time.toSeconds(),
                        most))
                .sorted()
                .toList();
    }

    private long lines(String name, Path log) {
        long from = sizes.getOrDefault(name, 0L);
        if (size(log) <= from) {
            return 0;
        }
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(from);
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines()
                    .filter(line -> line.contains("\"level\":\"WARN\"") || line.contains("\"level\":\"ERROR\""))
                    .count();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    private static long size(Path log) {
        try {
            return Files.isRegularFile(log) ? Files.size(log) : 0;
        } catch (IOException notThere) {
            return 0;
        }
    }
}
