package io.reelsync.gateway.catalog;

import io.reelsync.gateway.web.ApiJson;
import java.io.BufferedWriter;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.databind.JsonNode;

/** The forms in which videos are given out. */
enum ExportFormat {
    /** One JSON object per line, as the API tells a video. */
    NDJSON("application/x-ndjson") {
        @Override
        RowWriter writer(OutputStream out) {
            Writer text = buffered(out);
            return new RowWriter(text, video -> {
                text.write(ApiJson.MAPPER.writeValueAsString(video));
                text.write('\n');
            });
        }
    },

    /** RFC 4180 with a heading; lists are JSON arrays. No cell is a formula to a spreadsheet. */
    CSV("text/csv;charset=UTF-8") {
        @Override
        RowWriter writer(OutputStream out) throws IOException {
            CSVPrinter csv = new CSVPrinter(buffered(out), CSVFormat.RFC4180);
            csv.printRecord(HEADING);
            return new RowWriter(csv, video -> csv.printRecord(cells(video)));
        }
    };

    private static final List<String> HEADING = VideoJson.names();
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

    /** A writer of rows. Closing it flushes, and leaves the stream to the container. */
    abstract RowWriter writer(OutputStream out) throws IOException;

    private interface Row {
        void write(VideoJson video) throws IOException;
    }

    /** Writes videos one by one. */
    static final class RowWriter implements AutoCloseable {
        private final Flushable out;
        private final Row row;

        private RowWriter(Flushable out, Row row) {
            this.out = out;
            this.row = row;
        }

        void write(VideoJson video) throws IOException {
            row.write(video);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }

    private static Writer buffered(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 64 * 1024);
    }

    private static List<String> cells(VideoJson video) {
        List<String> cells = new ArrayList<>();
        for (JsonNode value : ApiJson.MAPPER.<JsonNode>valueToTree(video)) {
            cells.add(cell(value));
        }
        return cells;
    }

    private static String cell(JsonNode value) {
        if (value.isContainer()) {
            return value.isEmpty() ? "" : value.toString();
        }
        String text = value.isNull() ? "" : value.asString();
        return !text.isEmpty() && FORMULA_SIGNS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
