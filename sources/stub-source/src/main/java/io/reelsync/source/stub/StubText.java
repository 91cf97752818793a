package io.reelsync.source.stub;

import io.reelsync.source.BrokenPageException;
import io.reelsync.source.Kind;
import io.reelsync.source.Reason;
import io.reelsync.source.Response;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the stub's lists and titles have in common: lines of text, of which the last says that it is the last. */
final class StubText {
    static final String END = "end";
    private static final Pattern SCORE = Pattern.compile("\\d\\.\\d");

    private StubText() {}

    /** The lines before the last; at least one. */
    static List<String> lines(Response response) throws BrokenPageException {
        List<String> lines = response.text().stripTrailing().lines().toList();
        int last = lines.size() - 1;
        if (last < 1 || !lines.get(last).equals(END)) {
            throw new BrokenPageException(Reason.TRUNCATED, "the text does not come to its end");
        }
        return lines.subList(0, last);
    }

    static VideoFacts facts(
            SubjectId subject, @Nullable Kind kind, String name, String score, VideoFacts.Provenance provenance) {
        return new VideoFacts(
                subject,
                kind,
                new VideoFacts.Naming(name, null, List.of()),
                VideoFacts.Release.NONE,
                VideoFacts.Credits.NONE,
                VideoFacts.Labels.NONE,
                VideoFacts.Length.NONE,
                new VideoFacts.Rating(SCORE.matcher(score).matches() ? new BigDecimal(score) : null, null),
                null,
                null,
                null,
                provenance);
    }
}
