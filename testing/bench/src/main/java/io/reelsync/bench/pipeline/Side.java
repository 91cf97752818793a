package io.reelsync.bench.pipeline;

import java.io.IOException;
import java.util.Map;

/** What is measured in turns with others. */
interface Side extends AutoCloseable {
    String name();

    /** Reads and stores all titles once, from an empty catalogue, and checks that all are stored. */
    Pass run() throws IOException, InterruptedException;

    @Override
    void close();

    /**
     * What one pass took.
     *
     * @param seconds from asking for the titles until all are stored
     * @param cpuSeconds of each process
     * @param peakBytes the most memory that each process of ours has had
     * @param counts what else is told, each for the whole pass, by its name
     */
    record Pass(
            double seconds,
            Map<String, Double> cpuSeconds,
            Map<String, Double> peakBytes,
            Map<String, Double> counts) {}
}
