package io.reelsync.samplesite.elsewhere;

import io.reelsync.samplesite.catalogue.TitleFacts;
import io.reelsync.samplesite.content.Content;
import io.reelsync.samplesite.content.SiteFeed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The listed titles in files shaped like IMDb's datasets. */
public final class ImdbFiles {
    private static final String UNKNOWN = "\\N";

    private final Content content;

    public ImdbFiles(Content content) {
        this.content = content;
    }

    /** A file by its name, as {@code title.ratings.tsv.gz}; empty where there is none. */
    public Optional<byte[]> named(String file, String base) {
        return switch (file) {
            case "title.ratings.tsv.gz" ->
                Optional.of(
                        gzip("tconst\taverageRating\tnumVotes\n", titles(base).map(ImdbFiles::rating)));
            case "title.basics.tsv.gz" ->
                Optional.of(gzip(
                        "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n",
                        titles(base).map(ImdbFiles::basics)));
            case "title.akas.tsv.gz" ->
                Optional.of(gzip(
                        "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n",
                        titles(base).flatMap(ImdbFiles::names)));
            default -> Optional.empty();
        };
    }

    private Stream<TitleFacts> titles(String base) {
        return Arrays.stream(SiteFeed.values())
                .flatMap(feed -> content.listed(feed).stream())
                .flatMap(id -> content.facts(id, base).stream())
                .filter(facts -> facts.imdbId() != null);
    }

    private static String rating(TitleFacts facts) {
        Differences differences = new Differences(facts);
        return String.format(Locale.ROOT, "%s\t%.1f\t%d\n", facts.imdbId(), differences.score(), differences.votes());
    }

    private static String basics(TitleFacts facts) {
        String original = facts.originalTitle() == null ? facts.title() : facts.originalTitle();
        return String.join(
                        "\t",
                        facts.imdbId(),
                        facts.kind().equals("movie") ? "movie" : "tvSeries",
                        original,
                        original,
                        "0",
                        String.valueOf(facts.year()),
                        UNKNOWN,
                        facts.runtimeMinutes() == null
                                ? UNKNOWN
                                : facts.runtimeMinutes().toString(),
                        UNKNOWN)
                + "\n";
    }

    private static Stream<String> names(TitleFacts facts) {
        return facts.aka().stream()
                .map(name ->
                        String.join("\t", facts.imdbId(), "1", name, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, "0") + "\n");
    }

    private static byte[] gzip(String heading, Stream<String> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(heading.getBytes(StandardCharsets.UTF_8));
            for (String row : (Iterable<String>) rows::iterator) {
                gzip.write(row.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
