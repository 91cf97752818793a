package io.reelsync.bench;

import io.reelsync.bench.page.PageReader;
import io.reelsync.bench.page.SavedPages;
import io.reelsync.source.BrokenPageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** All pages of a folder, read once in each operation: as a plain program would, and as a worker does. */
@State(Scope.Thread)
public class ParseBench {
    /** What a plain program asks for: one selector a field. */
    private static final List<String> FIELDS = List.of(
            "title",
            "h1 [property=v:itemreviewed]",
            "h1 .year",
            "#mainpic img",
            "#info span.pl",
            "#info a[rel=v:directedBy]",
            "#info a[rel=v:starring]",
            "#info .attrs",
            "#info [property=v:genre]",
            "#info [property=v:initialReleaseDate]",
            "#info [property=v:runtime]",
            "#season option[selected]",
            "[property=v:average]",
            "[property=v:votes]",
            ".ratings-on-weight .rating_per",
            "[property=v:summary]",
            "a.bn-sharing",
            "meta[property=og:url]",
            "script[type=application/ld+json]");

    @Param("")
    public String folder = "";

    private List<SavedPages.Page> pages = List.of();
    private final PageReader reader = PageReader.create();

    /** Reads the pages into memory. */
    @Setup
    public void load() throws IOException {
        pages = SavedPages.in(Path.of(folder)).stream().filter(reader::believes).toList();
    }

    @Benchmark
    public void reference(Blackhole read) {
        for (SavedPages.Page page : pages) {
            Document document = Jsoup.parse(new String(page.body(), StandardCharsets.UTF_8));
            for (String field : FIELDS) {
                read.consume(document.select(field).text());
            }
        }
    }

    @Benchmark
    public void subject(Blackhole read) throws BrokenPageException {
        for (SavedPages.Page page : pages) {
            read.consume(reader.read(page));
        }
    }
}
