package io.reelsync.source.imdb;

import io.reelsync.source.DatasetException;
import io.reelsync.source.DatasetReader;
import io.reelsync.source.VideoFacts;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one of IMDb's datasets. Of most rows only the title's number is looked
 * at.
 */
final class ImdbReader implements DatasetReader {
    /** The longest row that is read; longer ones are none of IMDb's. */
    private static final int LONGEST_ROW = 64 * 1024;

    private static final int BUFFER = 256 * 1024;
    private static final long NONE = -1;

    private final InputStream in;
    private final Dataset dataset;
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] row = new byte[LONGEST_ROW];
    private int next;
    private int end;
    private int length;
    private long number = NONE;
    private long rows;
    private long broken;

    private ImdbReader(InputStream in) throws IOException {
        this.in = in;
        String header = readRow() ? text().orElse("") : "";
        this.dataset = Dataset.of(header)
                .orElseThrow(() -> new DatasetException(
                        "the first line is that of no dataset: title.basics, title.ratings and title.akas are read",
                        null));
    }

    /**
     * Opens a dataset, compressed with gzip or not. It closes the stream.
     *
     * @throws DatasetException where its first line is that of no dataset
     */
    static ImdbReader open(InputStream file) throws IOException {
        PushbackInputStream start = new PushbackInputStream(file, 2);
        byte[] magic = start.readNBytes(2);
        start.unread(magic);
        boolean gzip = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
        return new ImdbReader(gzip ? new GZIPInputStream(start, BUFFER) : start);
    }

    @Override
    public String dataset() {
        return dataset.datasetName();
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public long broken() {
        return broken;
    }

    @Override
    public long next() throws IOException {
        while (readRow()) {
            rows++;
            number = number();
            if (number != NONE) {
                return number;
            }
            broken++;
        }
        return NONE;
    }

    @Override
    public Optional<VideoFacts> facts() {
        Optional<VideoFacts> facts = text().flatMap(text -> DatasetRow.read(dataset, number, text));
        if (facts.isEmpty()) {
            broken++;
        }
        return facts;
    }

    /** The number in the first column, {@code tt} and 7 to 10 digits. */
    private long number() {
        long found = 0;
        int at = 2;
        while (at < length && row[at] >= '0' && row[at] <= '9' && at < 13) {
            found = found * 10 + row[at] - '0';
            at++;
        }
        boolean whole = length > at && row[0] == 't' && row[1] == 't' && at >= 9 && at <= 12 && row[at] == '\t';
        return whole ? found : NONE;
    }

    private Optional<String> text() {
        if (length > LONGEST_ROW) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(row, 0, length))
                    .toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }

    /** Reads up to the next line break; of a row that is too long the beginning stays, and {@code length} says so. */
    private boolean readRow() throws IOException {
        length = 0;
        while (true) {
            for (; next < end; next++) {
                if (buffer[next] == '\n') {
                    next++;
                    if (length > 0 && length <= LONGEST_ROW && row[length - 1] == '\r') {
                        length--;
                    }
                    return true;
                }
                if (length < LONGEST_ROW) {
                    row[length] = buffer[next];
                }
                length = Math.min(length + 1, LONGEST_ROW + 1);
            }
            next = 0;
            end = fill();
            if (end < 0) {
                end = 0;
                if (length > 0) {
                    throw cutOff(null);
                }
                return false;
            }
        }
    }

    private int fill() throws IOException {
        try {
            return in.read(buffer, 0, BUFFER);
        } catch (EOFException | ZipException damaged) {
            throw cutOff(damaged);
        }
    }

    private DatasetException cutOff(@Nullable IOException cause) {
        String message = "the file is cut off or damaged after " + rows + " rows";
        return new DatasetException(message, cause);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
