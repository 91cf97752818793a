package io.reelsync.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service's log from a moment on. */
class ServiceLog {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final int from;

    private ServiceLog(Path file, int from) {
        this.file = file;
        this.from = from;
    }

    static ServiceLog fromNowOn(Path file) {
        return new ServiceLog(file, lines(file).size());
    }

    List<String> messagesWith(String words) {
        return all().stream()
                .map(line -> line.get("message").asString())
                .filter(message -> message.contains(words))
                .toList();
    }

    /** Lines of level warn or error. */
    List<String> complaints() {
        return all().stream()
                .filter(line ->
                        !List.of("info", "debug").contains(line.get("level").asString()))
                .map(line -> line.get("logger").asString() + ": "
                        + line.get("message").asString())
                .toList();
    }

    private List<JsonNode> all() {
        List<String> lines = lines(file);
        return lines.subList(from, lines.size()).stream()
                .filter(line -> line.endsWith("}"))
                .map(JSON::readTree)
                .toList();
    }

    /** With what was rotated away, as happens at midnight. */
    private static List<String> lines(Path file) {
        List<String> lines = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(Objects.requireNonNull(file.getParent()), "app.*.log.gz")) {
            TreeSet<Path> oldestFirst = new TreeSet<>();
            found.forEach(oldestFirst::add);
            for (Path rotated : oldestFirst) {
                try (InputStream content = new GZIPInputStream(Files.newInputStream(rotated))) {
                    new String(content.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .forEach(lines::add);
                }
            }
            lines.addAll(Files.readAllLines(file));
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
