package io.reelsync.chaos.check;

import io.reelsync.chaos.cluster.SupervisedService;
import io.reelsync.chaos.time.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Threads and heap of each process, compared with the most that the same process had in its first three looks: by then
 * its pools have what they need.
 */
public final class Footprint {
    private static final int FIRST_LOOKS = 3;
    private static final int MORE_THREADS = 25;
    private static final long MORE_HEAP = 48L << 20;
    /** A pool's thread ends a minute after its last task: those of a source that had tasks just now are no leak. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(75);

    private static final Pattern THREADS = Pattern.compile("Threads:\\s+(\\d+)");
    /** A "tenured generation" of Java 17 is "Tenured" in Java 25. */
    private static final Pattern TENURED_KILOBYTES = Pattern.compile("(?i)tenured .*used (\\d+)K");

    private final List<SupervisedService> services;
    private final Map<Long, List<Long>> threads = new HashMap<>();
    private final Map<Long, List<Long>> heaps = new HashMap<>();

    public Footprint(List<SupervisedService> services) {
        this.services = List.copyOf(services);
    }

    /** Processes with many more threads than at first. */
    public List<String> threads() throws InterruptedException {
        List<String> found = new ArrayList<>();
        Await.until(BACK_WITHIN, () -> {
            found.clear();
            found.addAll(grown("threads", threads, Footprint::threadsOf, MORE_THREADS));
            return found.isEmpty();
        });
        return found;
    }

    /** Processes that keep much more in their heap than at first. */
    public List<String> heap() {
        return grown("bytes of heap", heaps, Footprint::heapOf, MORE_HEAP);
    }

    private List<String> grown(String what, Map<Long, List<Long>> first, ToLongFunction<Long> measure, long more) {
        List<String> found = new ArrayList<>();
        for (SupervisedService service : services) {
            long pid = service.pid();
            long now = measure.applyAsLong(pid);
            if (now == 0) {
                continue;
            }
            List<Long> before = first.computeIfAbsent(pid, any -> new ArrayList<>());
            if (before.size() < FIRST_LOOKS) {
                before.add(now);
            } else if (now > Collections.max(before) + more) {
                found.add(String.format(
                        Locale.ROOT, "%s has %d %s, %d at first", service.name(), now, what, Collections.max(before)));
            }
        }
        return found;
    }

    private static long threadsOf(long pid) {
        try {
            return number(THREADS, Files.readString(Path.of("/proc", String.valueOf(pid), "status")));
        } catch (IOException gone) {
            return 0;
        }
    }

    /** What a full collection leaves: it puts all of it into the old generation; the young one is what came since. */
    private static long heapOf(long pid) {
        if (pid == 0) {
            return 0;
        }
        jcmd(pid, "GC.run");
        return number(TENURED_KILOBYTES, jcmd(pid, "GC.heap_info")) << 10;
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private static String jcmd(long pid, String command) {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            String.valueOf(pid),
                            command)
                    .redirectErrorStream(true)
                    .start();
            CompletableFuture.delayedExecutor(20, TimeUnit.SECONDS).execute(jcmd::destroyForcibly);
            return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notThere) {
            return "";
        }
    }
}
