package io.reelsync.run;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A run with its counts, read in one moment.
 *
 * @param parts one for each of the run's sources, in their order
 */
public record RunProgress(SyncRun run, List<Part> parts) {

    /**
     * How far a run is with one source.
     *
     * @param feeds the feeds that it reads, sorted; empty where single subjects were asked for
     * @param listed subjects that the feeds named, or that were asked for
     */
    public record Part(
            String source,
            List<String> feeds,
            long listed,
            long outstanding,
            long created,
            long changed,
            long unchanged,
            long gone,
            long failed,
            long cancelled,
            TimeLeft timeLeft) {

        /** Subjects whose details the run owes or owed: the sum of all fates. */
        public long planned() {
            return outstanding + created + changed + unchanged + gone + failed + cancelled;
        }
    }

    public long listed() {
        return sum(Part::listed);
    }

    /** Subjects whose details the run owes or owed: the sum of all fates. */
    public long planned() {
        return sum(Part::planned);
    }

    public long outstanding() {
        return sum(Part::outstanding);
    }

    public long created() {
        return sum(Part::created);
    }

    public long changed() {
        return sum(Part::changed);
    }

    public long unchanged() {
        return sum(Part::unchanged);
    }

    public long gone() {
        return sum(Part::gone);
    }

    public long failed() {
        return sum(Part::failed);
    }

    public long cancelled() {
        return sum(Part::cancelled);
    }

    /** Planned subjects that have reached an outcome. */
    public long settled() {
        return planned() - outstanding();
    }

    /** Until the last of the sources is through. */
    public TimeLeft timeLeft() {
        return TimeLeft.untilLast(parts.stream().map(Part::timeLeft).toList());
    }

    /** All feeds, sorted; those of several sources as {@code SOURCE/FEED}. */
    public List<String> feeds() {
        return parts.size() == 1
                ? parts.get(0).feeds()
                : parts.stream()
                        .flatMap(part -> part.feeds().stream().map(feed -> part.source() + "/" + feed))
                        .toList();
    }

    private long sum(ToLongFunction<Part> count) {
        return parts.stream().mapToLong(count).sum();
    }
}
