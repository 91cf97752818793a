package io.reelsync.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A MariaDB or MySQL of our own, with a database {@code reelsync} and a user who may do everything. */
public final class DatabaseServer extends PrivateServer {
    /** The database that is there from the first start on. */
    public static final String DATABASE = "reelsync";

    private static final String USER = "reelsync";
    private static final Duration INSTALLS_WITHIN = Duration.ofMinutes(3);

    private final DatabaseBinaries binaries;
    private final Path data;
    private final Path initFile;
    private final @Nullable Tls tls;
    private final Path temporary;
    private boolean flushes = true;

    /** One that speaks in the clear. */
    public DatabaseServer(DatabaseBinaries binaries, Path folder, int port) {
        this(binaries, folder, port, null);
    }

    /**
     * @param port 0 for any free one
     * @param tls what it shows to clients that ask for TLS, or null where none can
     */
    public DatabaseServer(DatabaseBinaries binaries, Path folder, int port, @Nullable Tls tls) {
        super("database", folder, port);
        this.binaries = binaries;
        this.data = this.folder.resolve("data");
        this.initFile = this.folder.resolve("init.sql");
        this.tls = tls;
        this.temporary = this.folder.resolve("tmp");
    }

    /** Has it leave to the kernel when what it writes goes to the disk: for data that needn't outlive the machine. */
    public DatabaseServer withoutFlushes() {
        flushes = false;
        return this;
    }

    /** The JDBC address of {@link #DATABASE}, of the form that this server's own driver takes. */
    public String url() {
        return url(DATABASE);
    }

    /** The JDBC address of a database of this server, which need not be there. */
    public String url(String database) {
        return (binaries.isMariaDb() ? "jdbc:mariadb" : "jdbc:mysql") + "://127.0.0.1:" + port() + "/" + database;
    }

    public String user() {
        return USER;
    }

    /** The user's password, made for this folder. */
    public String password() {
        try {
            return Secret.keptIn(folder.resolve("database.password"));
        } catch (IOException e) {
            throw new UncheckedIOException("can't keep a password in " + folder, e);
        }
    }

    @Override
    void prepare() throws IOException {
        Files.createDirectories(temporary);
        Path installed = folder.resolve("database.installed");
        if (!Files.exists(installed)) {
            Folders.deleteIfThere(data);
            Child.run("database-install", folder, installCommand(), INSTALLS_WITHIN);
            Files.createFile(installed);
        }
        Secret.writePrivately(initFile, initStatements());
    }

    /** MariaDB's script breaks names with spaces where it is given them, but takes its programs from where it stands. */
    private ProcessBuilder installCommand() {
        List<String> words = new ArrayList<>();
        ProcessBuilder command = inItsPlace(new ProcessBuilder(words));
        if (binaries.installer() != null) {
            if (binaries.base() != null) {
                command.directory(binaries.base().toFile());
            }
            // root gets no password and no way in over TCP.
            words.addAll(List.of(binaries.installer().toString(), "--no-defaults", "--skip-test-db"));
            words.addAll(List.of("--auth-root-authentication-method=socket", "--datadir=" + data));
            if (isRoot()) {
                // Handed on to the server as it is; of --user the script would make a chown of the folder.
                words.add("-uroot");
            }
        } else {
            words.addAll(List.of(
                    binaries.server().toString(), "--no-defaults", "--initialize-insecure", "--datadir=" + data));
            addWhereabouts(words);
        }
        return command;
    }

    /** A server that starts removes what others have for a moment in a folder of temporary files that they share. */
    private ProcessBuilder inItsPlace(ProcessBuilder command) {
        command.environment().put("TMPDIR", temporary.toString());
        return command;
    }

    private void addWhereabouts(List<String> words) {
        if (binaries.base() != null) {
            words.add("--basedir=" + binaries.base());
        }
        // Servers refuse to run as root unless told to.
        if (isRoot()) {
            words.add("--user=root");
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private String initStatements() {
        String identified = "'" + USER + "'@'%' IDENTIFIED BY '" + password() + "'";
        String closeRoot =
                binaries.isMariaDb() ? "" : "ALTER USER 'root'@'localhost' IDENTIFIED BY '" + Secret.random() + "';\n";
        return closeRoot
                + "CREATE USER IF NOT EXISTS " + identified + ";\n"
                + "GRANT ALL PRIVILEGES ON *.* TO '" + USER + "'@'%' WITH GRANT OPTION;\n"
                + "CREATE DATABASE IF NOT EXISTS " + DATABASE + " CHARACTER SET utf8mb4;\n";
    }

    @Override
    ProcessBuilder command() {
        List<String> words = new ArrayList<>(List.of(
                binaries.server().toString(),
                "--no-defaults",
                "--datadir=" + data,
                "--port=" + port(),
                "--bind-address=127.0.0.1",
                // A socket file would add nothing, and its path may be too long.
                "--socket=",
                "--pid-file=" + data.resolve("server.pid"),
                "--init-file=" + initFile,
                "--skip-name-resolve",
                "--skip-log-bin",
                "--character-set-server=utf8mb4",
                "--max-connections=1000",
                "--innodb-buffer-pool-size=64M"));
        if (tls != null) {
            words.addAll(List.of("--ssl-cert=" + tls.certificate(), "--ssl-key=" + tls.key()));
        } else if (binaries.isMariaDb()) {
            words.add("--skip-ssl");
        }
        if (!binaries.isMariaDb()) {
            words.add("--mysqlx=OFF");
        }
        if (!flushes) {
            words.addAll(List.of(
                    "--innodb-flush-log-at-trx-commit=0", "--innodb-flush-method=nosync", "--innodb-doublewrite=0"));
        }
        addWhereabouts(words);
        return inItsPlace(new ProcessBuilder(words));
    }

    @Override
    boolean answers() throws IOException {
        return Greeting.database(port());
    }

    @Override
    void started() throws IOException {
        Files.deleteIfExists(initFile);
    }
}
