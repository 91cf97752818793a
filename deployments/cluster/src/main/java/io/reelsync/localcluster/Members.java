package io.reelsync.localcluster;

import io.reelsync.servers.DataFolder;
import io.reelsync.servers.Leftovers;
import io.reelsync.servers.ServerException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The services' processes: started, asked, and ended. They outlive the command that started them. */
final class Members {
    /** A service gives itself 20 seconds for what it has in hand. */
    static final Duration ENDS_WITHIN = Duration.ofSeconds(30);

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration LOOKS_EVERY = Duration.ofMillis(200);

    private final DataFolder folder;
    private final Programs programs;

    Members(DataFolder folder, Programs programs) {
        this.folder = folder;
        this.programs = programs;
    }

    void start(Member member, Map<String, String> environment) {
        Launch.start(programs.of(member.role()), environment, folderOf(member), member.port());
    }

    Path folderOf(Member member) {
        return folder.resolve(member.name());
    }

    /** Its process, where it lives. */
    Optional<ProcessHandle> process(Member member) {
        return Leftovers.in(folderOf(member)).stream().findFirst();
    }

    /**
     * Waits until all are ready.
     *
     * @throws ServerException where one ends, or takes longer than three minutes
     */
    void awaitReady(List<Member> members) {
        List<Member> waiting = new ArrayList<>(members);
        long limit = System.nanoTime() + READY_WITHIN.toNanos();
        while (true) {
            waiting.removeIf(member -> Launch.isReady(member.port()));
            if (waiting.isEmpty()) {
                return;
            }
            for (Member member : waiting) {
                if (process(member).isEmpty()) {
                    throw new ServerException(member.name() + " ended at its start: "
                            + Launch.lastWords(folderOf(member)) + " (see " + folderOf(member) + ")");
                }
            }
            if (System.nanoTime() > limit) {
                throw new ServerException(waiting.get(0).name() + " was not ready within " + READY_WITHIN.toMinutes()
                        + " minutes: see " + folderOf(waiting.get(0)));
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new ServerException("interrupted");
            }
            LockSupport.parkNanos(LOOKS_EVERY.toNanos());
        }
    }

    /** Asks all to end, which gives them time for what they have in hand, and waits for it. */
    void stop(List<Member> members) {
        members.parallelStream().forEach(member -> Leftovers.reap(folderOf(member), ENDS_WITHIN));
    }
}
