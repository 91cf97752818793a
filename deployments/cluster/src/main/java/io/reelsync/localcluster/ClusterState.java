package io.reelsync.localcluster;

import io.reelsync.servers.DataFolder;
import io.reelsync.servers.ServerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a cluster is made of, kept in its folder from one command to the next.
 *
 * @param environment the services' settings, secrets among them: the file is for its owner alone
 * @param serverPorts where the servers of our own are
 */
record ClusterState(Map<String, String> environment, Map<String, Integer> serverPorts, List<Member> members) {
    private static final String FILE = "cluster.json";
    /** Where Prometheus finds the services; without secrets. */
    private static final String TARGETS = "prometheus-targets.json";

    static Optional<ClusterState> load(DataFolder folder) {
        return load(folder.path());
    }

    /** Without holding the folder: what is there is whole at every moment. */
    static Optional<ClusterState> load(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMapper.shared().readValue(file.toFile(), ClusterState.class));
        } catch (JacksonException unreadable) {
            throw new ServerException(file + " can't be read (" + unreadable.getOriginalMessage()
                    + "): end the cluster with ./reelsync cluster down, and start it again");
        }
    }

    /** Keeps it, and tells Prometheus of its members. */
    void store(DataFolder folder) {
        write(folder.resolve(FILE), this);
        write(
                folder.resolve(TARGETS),
                members.stream()
                        .map(member -> Map.of(
                                "targets", List.of("127.0.0.1:" + member.port()),
                                "labels", Map.of("service", member.role().written())))
                        .toList());
    }

    static void remove(DataFolder folder) {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
            Files.deleteIfExists(folder.resolve(TARGETS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, Object content) {
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(whole);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(
                    whole, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Member> of(ServiceRole role) {
        return members.stream().filter(member -> member.role() == role).toList();
    }

    ClusterState withMembers(List<Member> changed) {
        return new ClusterState(environment, serverPorts, List.copyOf(changed));
    }
}
