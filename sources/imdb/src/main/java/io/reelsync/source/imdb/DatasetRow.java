package io.reelsync.source.imdb;

import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.source.VideoFacts.Credits;
import io.reelsync.source.VideoFacts.Labels;
import io.reelsync.source.VideoFacts.Length;
import io.reelsync.source.VideoFacts.Naming;
import io.reelsync.source.VideoFacts.Rating;
import io.reelsync.source.VideoFacts.Release;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the columns of a row say. IMDb writes {@code \N} where it knows nothing. */
final class DatasetRow {
    private static final String UNKNOWN = "\\N";
    private static final int LONGEST_NAME = 500;
    private static final int FIRST_FILM = 1870;
    private static final int LATEST_FILM = 2200;
    private static final int LONGEST_FILM = 100_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
    private static final Pattern SCORE = Pattern.compile("(10|[0-9])(\\.[0-9]{1,3})?");
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

    private final String[] columns;
    private boolean broken;

    private DatasetRow(String[] columns) {
        this.columns = columns;
    }

    /**
     * @param number of the title's id
     * @return empty where the row can't be
     */
    static Optional<VideoFacts> read(Dataset dataset, long number, String text) {
        DatasetRow row = new DatasetRow(text.split("\t", -1));
        if (row.columns.length != dataset.columns()) {
            return Optional.empty();
        }
        // IMDb fills its numbers up to seven digits.
        SubjectId subject = new SubjectId(ImdbFormat.SOURCE, String.format(Locale.ROOT, "tt%07d", number));
        VideoFacts facts =
                switch (dataset) {
                    case BASICS ->
                        facts(
                                subject,
                                new Naming(null, row.name(3), List.of()),
                                new Release(row.number(5, FIRST_FILM, LATEST_FILM), List.of()),
                                new Length(row.number(7, 1, LONGEST_FILM), List.of(), null, null, null),
                                Rating.NONE);
                    case RATINGS ->
                        facts(subject, Naming.NONE, Release.NONE, Length.NONE, new Rating(row.score(1), row.whole(2)));
                    case AKAS -> {
                        String name = row.name(2);
                        Naming naming = new Naming(null, null, name == null ? List.of() : List.of(name));
                        yield facts(subject, naming, Release.NONE, Length.NONE, Rating.NONE);
                    }
                };
        return row.broken ? Optional.empty() : Optional.of(facts);
    }

    private static VideoFacts facts(SubjectId subject, Naming naming, Release release, Length length, Rating rating) {
        return new VideoFacts(
                subject, null, naming, release, Credits.NONE, Labels.NONE, length, rating, subject.id(), null, null);
    }

    private @Nullable String value(int column) {
        String value = columns[column].strip();
        return value.isEmpty() || value.equals(UNKNOWN) ? null : value;
    }

    private @Nullable String name(int column) {
        String name = value(column);
        broken |= name != null
                && (name.length() > LONGEST_NAME || CONTROLS.matcher(name).find());
        return name;
    }

    private @Nullable Integer number(int column, int least, int most) {
        Long number = whole(column);
        if (number != null && (number < least || number > most)) {
            // IMDb has titles of no minutes; that says nothing.
            return null;
        }
        return number == null ? null : number.intValue();
    }

    private @Nullable Long whole(int column) {
        String value = value(column);
        if (value != null && !NUMBER.matcher(value).matches()) {
            broken = true;
            return null;
        }
        return value == null ? null : Long.valueOf(value);
    }

    private @Nullable BigDecimal score(int column) {
        String value = value(column);
        if (value != null && (!SCORE.matcher(value).matches() || new BigDecimal(value).compareTo(BigDecimal.TEN) > 0)) {
            broken = true;
            return null;
        }
        return value == null ? null : new BigDecimal(value).setScale(1, RoundingMode.HALF_UP);
    }
}
