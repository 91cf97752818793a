package io.reelsync.standalone;

import io.reelsync.run.RunProgress;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** What the one-command mode shows: a progress bar on a terminal, plain lines elsewhere. */
final class Screen {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    private final PrintStream out;
    private final int columns;
    private @Nullable Duration firstStoredAfter;

    /** @param columns how wide the terminal is; 0 where {@code out} is none */
    Screen(PrintStream out, int columns) {
        this.out = out;
        this.columns = columns;
    }

    void say(String line) {
        out.println(line);
    }

    /** A run while it moves. */
    interface Progress extends AutoCloseable {
        /**
         * Shows how it stands.
         *
         * @param troubles what holds it up, in a few words each
         */
        void show(RunProgress progress, List<String> troubles);

        @Override
        void close();
    }

    Progress progress() {
        return columns > 0 ? new Bar() : new Lines();
    }

    void summary(RunProgress run, long scoresMoved) {
        say(String.format(
                Locale.ROOT,
                "Run %d %s: listed %d, planned %d: created %d, changed %d, unchanged %d, gone %d, failed %d%s",
                run.run().id(),
                run.run().state(),
                run.listed(),
                run.planned(),
                run.created(),
                run.changed(),
                run.unchanged(),
                run.gone(),
                run.failed(),
                run.cancelled() > 0 ? ", cancelled " + run.cancelled() : ""));
        if (run.listed() > run.planned()) {
            say(String.format(
                    Locale.ROOT,
                    "%d were fresh already; the list moved the scores of %d",
                    run.listed() - run.planned(),
                    scoresMoved));
        }
        if (firstStoredAfter != null && run.created() > 0) {
            say(String.format(
                    Locale.ROOT,
                    "First title stored %.1f s after the start, all after %.1f s",
                    firstStoredAfter.toMillis() / 1000.0,
                    sinceStart().toMillis() / 1000.0));
        }
    }

    private static String remarks(RunProgress progress, List<String> troubles) {
        String failed = progress.failed() > 0 ? ", " + progress.failed() + " failed" : "";
        return failed + troubles.stream().map(trouble -> ", " + trouble).collect(Collectors.joining());
    }

    private void note(RunProgress progress) {
        if (firstStoredAfter == null && progress.created() > 0) {
            firstStoredAfter = sinceStart();
        }
    }

    private static Duration sinceStart() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    }

    private final class Bar implements Progress {
        private final ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("Syncing")
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                // Left to itself it would start a program for the terminal's width each time that it draws the bar.
                .setConsumer(new ConsoleProgressBarConsumer(out, columns - 1))
                .showSpeed()
                .build();

        @Override
        public void show(RunProgress progress, List<String> troubles) {
            note(progress);
            bar.maxHint(progress.planned() == 0 && progress.run().state().active() ? -1 : progress.planned());
            bar.stepTo(progress.settled());
            bar.setExtraMessage(remarks(progress, troubles));
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private final class Lines implements Progress {
        private String last = "";
        private long lastAt = System.nanoTime() - BETWEEN_LINES.toNanos();

        @Override
        public void show(RunProgress progress, List<String> troubles) {
            note(progress);
            String line = "listed " + progress.listed() + ", settled " + progress.settled() + " of "
                    + progress.planned() + remarks(progress, troubles);
            boolean time = System.nanoTime() - lastAt >= BETWEEN_LINES.toNanos();
            if (!line.equals(last) && (time || !progress.run().state().active())) {
                say(line);
                last = line;
                lastAt = System.nanoTime();
            }
        }

        @Override
        public void close() {}
    }
}
