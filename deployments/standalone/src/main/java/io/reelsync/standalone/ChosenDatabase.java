package io.reelsync.standalone;

import io.reelsync.servers.DataFolder;
import io.reelsync.servers.DatabaseServer;
import io.reelsync.servers.EmbeddedBinaries;
import io.reelsync.servers.Leftovers;
import io.reelsync.startup.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The database that a command works on: the one of {@code REELSYNC_MYSQL_URL}, or else that of the data folder, which runs
 * for as long as this is open.
 */
final class ChosenDatabase implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Map<String, Object> settings = new HashMap<>();
    private @Nullable DataFolder folder;

    private ChosenDatabase() {}

    /**
     * @param data the data folder; null for the default one
     * @throws StartRefused where there is neither
     */
    static ChosenDatabase open(@Nullable Path data) throws Exception {
        ChosenDatabase chosen = new ChosenDatabase();
        String given = System.getenv("REELSYNC_MYSQL_URL");
        if (given == null || given.isBlank()) {
            try {
                chosen.start(Home.dataFolder(data));
            } catch (Exception refused) {
                chosen.close();
                throw refused;
            }
        }
        return chosen;
    }

    private void start(Path place) throws Exception {
        if (!Files.isDirectory(place)) {
            throw new StartRefused(
                    "there is no data folder " + place + ": name one with --data, or a database in REELSYNC_MYSQL_URL");
        }
        DataFolder opened = DataFolder.open(place);
        folder = opened;
        open.push(opened);
        DatabaseServer database =
                new DatabaseServer(EmbeddedBinaries.of(opened).database(), opened.resolve("database"), 0);
        open.push(database);
        Leftovers.reap(opened.path());
        database.start();
        settings.putAll(Home.logSettings(opened));
        settings.put("reelsync.mysql.url", database.url());
        settings.put("reelsync.mysql.user", database.user());
        settings.put("reelsync.mysql.password", database.password());
    }

    /** What a Spring application has to be told of it; nothing where the environment says it. */
    Map<String, Object> settings() {
        return Map.copyOf(settings);
    }

    /** Puts it in the place of the one that was made for the data folder, if the database is that one's. */
    void keepAdministratorsPassword(String password) {
        if (folder != null) {
            folder.replaceSecret(AdministratorsPassword.SECRET, password);
        }
    }

    @Override
    public void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
