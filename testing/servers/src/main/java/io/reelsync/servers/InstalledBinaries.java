package io.reelsync.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds servers that are installed on this machine: on the PATH and where Debian and Homebrew put them. */
public final class InstalledBinaries {
    private static final List<String> USUAL_PLACES = List.of(
            "/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/opt/homebrew/sbin");
    private static final List<String> RABBITMQ_PLACES =
            List.of("/usr/lib/rabbitmq/lib", "/usr/local/lib/rabbitmq/lib", "/opt/homebrew/opt/rabbitmq", "/opt");

    private InstalledBinaries() {}

    public static Optional<Path> redis() {
        return program("redis-server");
    }

    /** MariaDB where it is there, else MySQL. */
    public static Optional<DatabaseBinaries> database() {
        Optional<DatabaseBinaries> mariaDb = program("mariadbd").flatMap(server -> program("mariadb-install-db")
                .map(installer -> new DatabaseBinaries(server, installer, null)));
        return mariaDb.or(() -> program("mysqld")
                .filter(server -> program("mysql_install_db").isEmpty())
                .map(server -> new DatabaseBinaries(server, null, null)));
    }

    public static Optional<RabbitMqBinaries> rabbitMq() {
        return program("epmd").flatMap(epmd -> rabbitMqServer().map(server -> new RabbitMqBinaries(server, epmd)));
    }

    public static Optional<Path> etcd() {
        return program("etcd");
    }

    private static Optional<Path> rabbitMqServer() {
        TreeSet<Path> found = new TreeSet<>();
        for (String place : RABBITMQ_PLACES) {
            if (Files.isDirectory(Path.of(place))) {
                try (DirectoryStream<Path> versions = Files.newDirectoryStream(Path.of(place), "rabbitmq_server-*")) {
                    versions.forEach(version -> found.add(version.resolve("sbin/rabbitmq-server")));
                } catch (IOException e) {
                    throw new ServerException("can't look for RabbitMQ in " + place, e);
                }
            }
        }
        return found.descendingSet().stream().filter(Files::isExecutable).findFirst();
    }

    private static Optional<Path> program(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(File.pathSeparator, -1)), USUAL_PLACES.stream())
                .filter(place -> !place.isBlank())
                .map(place -> Path.of(place, name))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .findFirst();
    }
}
