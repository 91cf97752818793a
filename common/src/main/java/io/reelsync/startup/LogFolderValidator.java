package io.reelsync.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/** Refuses a start whose log can't be written: the log would tell of its own trouble at length. */
class LogFolderValidator implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    /** Once all settings are known, and before the log is opened. */
    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER - 1;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        String file = event.getEnvironment().getProperty("logging.file.name", "");
        if (file.isBlank()) {
            return;
        }
        Path log = Path.of(file).toAbsolutePath();
        try {
            Files.createDirectories(log.getParent());
        } catch (IOException refused) {
            throw noLog(log);
        }
        if (!Files.isWritable(log.getParent()) || (Files.exists(log) && !Files.isWritable(log))) {
            throw noLog(log);
        }
    }

    private static StartRefused noLog(Path log) {
        return new StartRefused("the log " + log + " can't be written: set REELSYNC_LOG_DIR to a folder that can");
    }
}
