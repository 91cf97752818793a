package io.reelsync.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is filled during an outage is seen. */
class LogGrowthTest {
    @TempDir
    private Path folder;

    private Path log;

    @BeforeEach
    void writeALog() throws Exception {
        log = folder.resolve("app.log");
        Files.writeString(log, "{\"level\":\"WARN\"}\n".repeat(100));
    }

    @Test
    void acceptsAFewWarnings() throws Exception {
        LogGrowth growth = new LogGrowth(Map.of("worker-1", log));

        append("{\"level\":\"INFO\"}\n".repeat(500) + "{\"level\":\"ERROR\"}\n".repeat(20));

        assertThat(growth.tooMuch()).isEmpty();
    }

    @Test
    void seesAWarningForEachAttempt() throws Exception {
        LogGrowth growth = new LogGrowth(Map.of("worker-1", log));

        append("{\"level\":\"WARN\"}\n".repeat(60));

        assertThat(growth.tooMuch()).singleElement().asString().startsWith("worker-1 wrote 60 warnings and errors");
    }

    private void append(String lines) throws Exception {
        Files.writeString(log, lines, StandardOpenOption.APPEND);
    }
}
