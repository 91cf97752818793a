package io.reelsync.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.util.unit.DataSize;

/** What a service needs of the machine that it runs on. */
final class MachineCheck implements Check {
    private static final DataSize LEAST_MEMORY = DataSize.ofMegabytes(200);
    private static final long LEAST_FILES = 1024;
    private static final DataSize LEAST_DISK = DataSize.ofMegabytes(100);
    private static final DataSize ENOUGH_DISK = DataSize.ofGigabytes(1);

    private final String logFile;

    /** @param logFile where the service's log goes; empty where it is written to the console alone */
    MachineCheck(String logFile) {
        this.logFile = logFile;
    }

    @Override
    public String server() {
        return "machine";
    }

    @Override
    public String cure() {
        return "set REELSYNC_LOG_DIR to a folder that this user may write to, on a disk with room";
    }

    @Override
    public void look(Findings findings) throws IOException {
        findings.ok("Java " + Runtime.version());
        DataSize memory = DataSize.ofBytes(Runtime.getRuntime().maxMemory());
        if (memory.compareTo(LEAST_MEMORY) < 0) {
            findings.warn(
                    "a service's heap is " + memory.toMegabytes() + " MB at most",
                    "give the machine or the container 1 GB for each service, or set JAVA_TOOL_OPTIONS=-Xmx512m");
        } else {
            findings.ok("a service's heap is " + memory.toMegabytes() + " MB at most");
        }
        checkFiles(findings);
        if (logFile.isBlank()) {
            findings.ok("the log goes to the console alone");
        } else {
            checkFolder(
                    findings,
                    Objects.requireNonNull(Path.of(logFile).toAbsolutePath().getParent()));
        }
    }

    private static void checkFiles(Findings findings) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long files = system.getMaxFileDescriptorCount();
            if (files < LEAST_FILES) {
                findings.warn(
                        "at most " + files + " files and connections are open at once", "raise it: ulimit -n 4096");
            } else {
                findings.ok("at most " + files + " files and connections are open at once");
            }
        }
    }

    private void checkFolder(Findings findings, Path folder) throws IOException {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            Files.delete(Files.createTempFile(there, "reelsync-doctor", null));
        } catch (IOException refused) {
            findings.fail("the log folder " + folder + " can't be written: " + refused.getMessage(), cure());
            return;
        }
        DataSize room = DataSize.ofBytes(Files.getFileStore(there).getUsableSpace());
        String what = "the log folder " + folder + " can be written, " + room.toMegabytes() + " MB are free";
        if (room.compareTo(LEAST_DISK) < 0) {
            findings.fail(what, "make room, or " + cure());
        } else if (room.compareTo(ENOUGH_DISK) < 0) {
            findings.warn(what, "make room, or set REELSYNC_LOG_KEEP_AT_MOST to less");
        } else {
            findings.ok(what);
        }
    }
}
