package io.reelsync.testservers;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * The servers that the JVMs of one {@code ./reelsync test} have in common: the first that asks for one starts it and
 * writes down how it is reached, the others read that. A server takes as long to start as many a test.
 *
 * @param folder of that one run of the tests; whoever removes it ends what is in it
 */
record SharedByJvms(Path folder) {

    /** The server of that name, started by {@code starter} where none is. */
    ServerAddress get(String name, Supplier<ServerAddress> starter) {
        Path address = folder.resolve(name + ".properties");
        try (FileChannel channel = FileChannel.open(
                        folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(address)) {
                write(address, starter.get().properties());
            }
            return ServerAddress.of(read(address));
        } catch (IOException e) {
            throw new UncheckedIOException("can't share " + name + " in " + folder, e);
        }
    }

    /** Whole or not at all: a JVM that is killed in between leaves nothing that another could take for it. */
    private static void write(Path file, Properties properties) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try (Writer writer = Files.newBufferedWriter(beside)) {
            properties.store(writer, null);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
