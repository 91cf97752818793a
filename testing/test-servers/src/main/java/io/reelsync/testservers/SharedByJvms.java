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
 * What the JVMs of one {@code ./reelsync test} have in common: servers, which the first that asks for one starts and
 * writes down how it is reached, and files that take long to make.
 *
 * @param folder of that one run of the tests; whoever removes it ends what is in it
 */
record SharedByJvms(Path folder) {

    /** Makes a file. */
    interface Maker {
        void make(Path file) throws IOException;
    }

    /** The server of that name, started by {@code starter} where none is. */
    ServerAddress get(String name, Supplier<ServerAddress> starter) {
        Path address =
                file(name + ".properties", file -> write(file, starter.get().properties()));
        return ServerAddress.of(read(address));
    }

    /** The file of that name, made where it isn't there. */
    Path file(String name, Maker maker) {
        Path file = folder.resolve(name);
        try (FileChannel channel = FileChannel.open(
                        folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(file)) {
                // Whole or not at all: a JVM that is killed in between leaves nothing that another could take for it.
                Path beside = folder.resolve(name + ".new");
                maker.make(beside);
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("can't share " + name + " in " + folder, e);
        }
    }

    private static void write(Path file, Properties properties) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    private static Properties read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            Properties properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }
}
