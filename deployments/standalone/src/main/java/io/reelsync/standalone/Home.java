package io.reelsync.standalone;

import io.reelsync.servers.DataFolder;
import io.reelsync.servers.Folders;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The project's folder, and what commands keep there unless told otherwise. */
final class Home {
    private Home() {}

    private static Path path() {
        return Path.of(System.getProperty("reelsync.home", "."))
                .toAbsolutePath()
                .normalize();
    }

    /** @param asked the folder that the user names, null where none is named */
    static Path dataFolder(@Nullable Path asked) {
        return asked == null ? path().resolve(".reelsync") : asked.toAbsolutePath();
    }

    /** Where the log goes of a user who neither says so nor may write to the project's folder: to the data. */
    static Map<String, Object> logSettings(DataFolder folder) {
        boolean isSettled = System.getenv("REELSYNC_LOG_DIR") != null || Folders.isWritable(path().resolve("logs"));
        return isSettled ? Map.of() : Map.of("reelsync.log-dir", folder.resolve("logs"));
    }
}
