package io.reelsync.gateway.catalog;

import io.reelsync.gateway.web.ApiJson;
import java.io.BufferedWriter;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;

/** The forms in which videos are given out. */
enum ExportFormat {
    /** One JSON object per line, as the API tells a video. */
    NDJSON("application/x-ndjson") {
        @Override
        RowWriter writer(OutputStream out, boolean provenance) {
            JsonGenerator json = ApiJson.MAPPER
                    .writer()
                    .withRootValueSeparator("")
                    .without(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .createGenerator(out);
            return new RowWriter(json::flush, row -> write(row, json));
        }
    },

    /** RFC 4180 with a heading; lists are JSON arrays. No cell is a formula to a spreadsheet. */
    CSV("text/csv;charset=UTF-8") {
        @Override
        RowWriter writer(OutputStream out, boolean provenance) throws IOException {
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 64 * 1024);
            CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180);
            csv.printRecord(provenance ? WITH_PROVENANCE : NAMES);
            return new RowWriter(csv, row -> csv.printRecord(cells(row)));
        }
    };

    private static final List<String> NAMES = VideoJson.exportedNames();
    private static final String PROVENANCE = "provenance";
    private static final List<String> WITH_PROVENANCE =
            Stream.concat(NAMES.stream(), Stream.of(PROVENANCE)).toList();
    private static final boolean[] ARE_JSON = VideoJson.areJson();
    /** What a spreadsheet takes for the beginning of a formula, or strips before one. */
    private static final String FORMULA_SIGNS = "=+-@\t\r\n";

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A writer of rows. Closing it flushes, and leaves the stream to the container.
     *
     * @param provenance whether rows tell which source each field comes from
     */
    abstract RowWriter writer(OutputStream out, boolean provenance) throws IOException;

    private interface Row {
        void write(ExportRow video) throws IOException;
    }

    /** Writes videos one by one. */
    static final class RowWriter implements AutoCloseable {
        private final Flushable out;
        private final Row row;

        private RowWriter(Flushable out, Row row) {
            this.out = out;
            this.row = row;
        }

        void write(ExportRow video) throws IOException {
            row.write(video);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }

    private static void write(ExportRow row, JsonGenerator json) {
        json.writeStartObject();
        for (int i = 0; i < ARE_JSON.length; i++) {
            json.writeName(NAMES.get(i));
            if (ARE_JSON[i] && row.values()[i] instanceof String text) {
                json.writeRawValue(text);
            } else {
                write(row.values()[i], json);
            }
        }
        if (row.provenance() != null) {
            json.writeName(PROVENANCE);
            json.writeRawValue(row.provenance());
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /** The generator looks for a serializer of each value that it isn't told the type of. */
    private static void write(@Nullable Object value, JsonGenerator json) {
        if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writePOJO(value);
        }
    }

    private static List<String> cells(ExportRow row) {
        Stream<@Nullable Object> values = Arrays.stream(row.values());
        return (row.provenance() == null ? values : Stream.concat(values, Stream.of(row.provenance())))
                .map(ExportFormat::cell)
                .toList();
    }

    private static String cell(@Nullable Object value) {
        String text = value == null || value.equals("[]") ? "" : value.toString();
        return !text.isEmpty() && FORMULA_SIGNS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
