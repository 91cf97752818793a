package io.reelsync.bench.page;

import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.SampleSiteSettings;
import io.reelsync.source.SubjectId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Titles' pages in a folder, each in a file {@code <id>.html}. */
public final class SavedPages {
    private static final Pattern NAME = Pattern.compile("([1-9]\\d{0,17})\\.html");

    private SavedPages() {}

    /** A title's page. */
    public record Page(SubjectId subject, byte[] body) {}

    /** All of a folder. */
    public static List<Page> in(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        List<Page> pages = new ArrayList<>();
        for (Path file : files) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                pages.add(new Page(SubjectId.parse("douban:" + name.group(1)), Files.readAllBytes(file)));
            }
        }
        return pages;
    }

    /** Saves pages of the sample site. */
    public static void make(Path folder, int count) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        try (SampleSite site = SampleSite.start(SampleSiteSettings.defaults().withSize(600))) {
            for (long id : site.listed("movies").stream().limit(count).toList()) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(site.url() + "/subject/" + id + "/"))
                        .build();
                client.send(request, BodyHandlers.ofFile(folder.resolve(id + ".html")));
            }
        }
    }
}
