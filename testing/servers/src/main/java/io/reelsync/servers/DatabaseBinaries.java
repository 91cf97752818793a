package io.reelsync.servers;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The programs of a database server.
 *
 * @param server {@code mariadbd} or {@code mysqld}
 * @param installer MariaDB's {@code mariadb-install-db}; null for MySQL, whose server installs itself
 * @param base the folder that the distribution was unpacked to, where its programs can't find it by themselves
 */
public record DatabaseBinaries(
        Path server, @Nullable Path installer, @Nullable Path base) {
    /** Whether this is MariaDB; else it is MySQL. */
    public boolean isMariaDb() {
        return installer != null;
    }
}
