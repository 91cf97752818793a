package io.reelsync.worker.imports;

import io.reelsync.catalog.VideoField;
import io.reelsync.source.DatasetFormat;
import io.reelsync.source.DatasetReader;
import io.reelsync.source.SubjectId;
import io.reelsync.source.VideoFacts;
import io.reelsync.statement.FieldValues;
import io.reelsync.statement.Statement;
import io.reelsync.statement.Statements;
import io.reelsync.statement.Statements.Told;
import io.reelsync.statement.Videos;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a dataset into what its source says of the titles whose IMDb ids are known.
 *
 * <ol>
 *   <li>Read the file to its end: one that is cut off changes nothing, and one that was imported last isn't read again.
 *   <li>Read it once more, and write of the titles that are known what is new; their videos follow.
 *   <li>Note the file.
 * </ol>
 *
 * <p>An import that is broken off is begun anew, and finds what it has written already unchanged.
 */
@Component
public class ImportDataset {
    private static final int TITLES_AT_ONCE = 1_000;
    /** More other names than anybody looks for. */
    private static final int MOST_NAMES = 200;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final List<DatasetFormat> formats;
    private final Statements statements;
    private final Videos videos;
    private final RetryTemplate retry = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(8)
            .delay(Duration.ofMillis(50))
            .multiplier(2)
            .jitter(Duration.ofMillis(25))
            .predicate(TransientDataAccessException.class::isInstance)
            .build());

    /** @param formats whose datasets can be imported */
    ImportDataset(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            List<DatasetFormat> formats,
            Statements statements,
            Videos videos) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.formats = formats;
        this.statements = statements;
        this.videos = videos;
    }

    /**
     * What came of it.
     *
     * @param imported false where the same file was imported last, and nothing was done
     * @param rows rows of the file
     * @param broken how many of those that were looked at can't be
     * @param titles how many titles of the catalogue it speaks of
     * @param changed of how many of them it said something new
     */
    public record Report(String dataset, boolean imported, long rows, long broken, long titles, long changed) {}

    private record Checked(String dataset, String digest) {}

    /**
     * Imports a file, compressed with gzip or not.
     *
     * @throws io.reelsync.source.DatasetException where it is no dataset, or not the whole of one: nothing was changed
     * @throws IllegalArgumentException where no such source has datasets
     */
    public Report run(String source, Path file) throws IOException {
        DatasetFormat format = format(source);
        Checked checked = check(format, file);
        Optional<Report> before = lastImport(checked);
        if (before.isPresent()) {
            return before.get();
        }
        Report report = new Pass(checked.dataset(), KnownTitles.read(jdbc)).over(format, file);
        note(checked, report);
        return report;
    }

    /**
     * The format of a source's datasets.
     *
     * @throws IllegalArgumentException where it has none
     */
    public DatasetFormat format(String source) {
        return formats.stream()
                .filter(known -> known.source().equals(source))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + source
                        + "' has no datasets to import; these have: "
                        + formats.stream().map(DatasetFormat::source).sorted().collect(Collectors.joining(", "))));
    }

    private static Checked check(DatasetFormat format, Path file) throws IOException {
        MessageDigest digest = sha256();
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest);
                DatasetReader reader = format.open(new BufferedInputStream(in, 64 * 1024))) {
            while (reader.next() >= 0) {
                // To its end.
            }
            return new Checked(
                    format.source() + "/" + reader.dataset(), HexFormat.of().formatHex(digest.digest()));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private Optional<Report> lastImport(Checked checked) {
        return jdbc.sql("SELECT * FROM dataset_imports WHERE dataset = ? AND digest = ?")
                .params(checked.dataset(), checked.digest())
                .query((row, n) -> new Report(
                        checked.dataset(),
                        false,
                        row.getLong("row_count"),
                        row.getLong("broken_count"),
                        row.getLong("title_count"),
                        row.getLong("changed_count")))
                .optional();
    }

    private void note(Checked checked, Report report) {
        jdbc.sql("""
                        INSERT INTO dataset_imports
                            (dataset, digest, row_count, broken_count, title_count, changed_count, imported_at)
                        VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(3))
                        ON DUPLICATE KEY UPDATE digest = VALUES(digest), row_count = VALUES(row_count),
                            broken_count = VALUES(broken_count), title_count = VALUES(title_count),
                            changed_count = VALUES(changed_count), imported_at = VALUES(imported_at)""")
                .params(
                        checked.dataset(),
                        checked.digest(),
                        report.rows(),
                        report.broken(),
                        report.titles(),
                        report.changed())
                .update();
    }

    /** One reading of a file that is written down. */
    private final class Pass {
        private final String dataset;
        private final KnownTitles known;
        /** What comes again later would take the place of what came first. */
        private final BitSet seen = new BitSet();

        /** By the title's place among those that are known. */
        private final Map<Integer, Title> batch = new TreeMap<>();

        private int current = -1;
        private long outOfPlace;
        private long titles;
        private long changed;

        private Pass(String dataset, KnownTitles known) {
            this.dataset = dataset;
            this.known = known;
        }

        private Report over(DatasetFormat format, Path file) throws IOException {
            try (DatasetReader reader = format.open(new BufferedInputStream(Files.newInputStream(file), 64 * 1024))) {
                for (long number = reader.next(); number >= 0; number = reader.next()) {
                    int place = known.find(number);
                    if (place >= 0) {
                        reader.facts().ifPresent(facts -> add(place, facts));
                    }
                }
                write();
                return new Report(dataset, true, reader.rows(), reader.broken() + outOfPlace, titles, changed);
            }
        }

        private void add(int place, VideoFacts facts) {
            if (place != current && seen.get(place)) {
                outOfPlace++;
                return;
            }
            if (place != current) {
                if (batch.size() >= TITLES_AT_ONCE) {
                    write();
                }
                seen.set(place);
                current = place;
                titles++;
                batch.put(place, new Title(facts.subject(), known.videoAt(place)));
            }
            Objects.requireNonNull(batch.get(place)).add(facts);
        }

        private void write() {
            if (!batch.isEmpty()) {
                changed += inTransaction(batch.values());
                batch.clear();
            }
        }
    }

    /** What the rows of one title say together. */
    private static final class Title {
        private final SubjectId subject;
        private final long video;
        private final FieldValues told = FieldValues.none();
        private final Set<String> names = new LinkedHashSet<>();

        private Title(SubjectId subject, long video) {
            this.subject = subject;
            this.video = video;
        }

        private void add(VideoFacts facts) {
            facts.naming().aka().stream().limit(MOST_NAMES - names.size()).forEach(names::add);
            FieldValues values = FieldValues.of(facts);
            for (VideoField field : VideoField.values()) {
                if (values.has(field)) {
                    told.set(field, values.get(field));
                }
            }
        }

        /** What the source says in all, given what it has said so far. */
        private FieldValues with(FieldValues before) {
            FieldValues values = before.copy();
            for (VideoField field : VideoField.values()) {
                if (told.has(field)) {
                    values.set(field, told.get(field));
                }
            }
            if (!names.isEmpty()) {
                values.set(VideoField.AKA, JSON.writeValueAsString(names));
            }
            return values;
        }
    }

    private int inTransaction(Collection<Title> titles) {
        try {
            return Objects.requireNonNull(retry.execute(() -> transaction.execute(status -> store(titles))));
        } catch (RetryException refused) {
            throw refused.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(refused);
        }
    }

    private int store(Collection<Title> titles) {
        List<Title> sorted = titles.stream()
                .sorted(Comparator.comparing(title -> title.subject))
                .toList();
        Map<SubjectId, Statement> said =
                statements.lock(sorted.stream().map(title -> title.subject).toList());
        List<Told> told = new ArrayList<>();
        Map<Long, Videos.Cause> causes = new TreeMap<>();
        for (Title title : sorted) {
            Statement before = said.get(title.subject);
            FieldValues values = title.with(before == null ? FieldValues.none() : before.values());
            if (before == null || !values.equals(before.values())) {
                long video = before == null ? title.video : before.videoId();
                told.add(new Told(new Statement(title.subject, video, values), null, null));
                causes.put(video, new Videos.Cause(null, true));
            }
        }
        statements.store(told);
        videos.follow(causes);
        return told.size();
    }
}
