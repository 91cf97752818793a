package io.reelsync.source.imdb;

import io.reelsync.source.DatasetFormat;
import io.reelsync.source.DatasetReader;
import io.reelsync.source.DatasetSchedule;
import java.io.IOException;
import java.io.InputStream;

/** IMDb's public datasets: {@code title.basics}, {@code title.ratings} and {@code title.akas}. */
class ImdbFormat implements DatasetFormat {
    static final String SOURCE = "imdb";

    private final ImdbSettings settings;

    ImdbFormat(ImdbSettings settings) {
        this.settings = settings;
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public DatasetReader open(InputStream file) throws IOException {
        return ImdbReader.open(file);
    }

    @Override
    public DatasetSchedule schedule() {
        return settings.schedule();
    }
}
