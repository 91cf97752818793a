package io.reelsync.fuzz;

import io.reelsync.fuzz.Readers.Target;
import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.SampleSiteSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the fuzzer begins: pages, details and lists of the sample site, and saved pages where a folder of them is named. */
final class Seeds {
    private static final List<String> FEEDS = List.of("movies", "tv", "anime", "documentaries", "shows");
    private static final int OF_EACH_FEED = 6;

    private Seeds() {}

    /** What the fuzzer is given, as {@link Inputs} reads it. */
    static List<byte[]> all(@Nullable Path savedPages) throws InterruptedException {
        List<byte[]> seeds = new ArrayList<>();
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(60))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        try (SampleSite site = SampleSite.start(SampleSiteSettings.defaults().withSize(600))) {
            for (String feed : FEEDS) {
                for (long id : site.listed(feed).stream().limit(OF_EACH_FEED).toList()) {
                    String page =
                            get(client, site, "/subject/" + id + "/").replace(String.valueOf(id), "" + Readers.ID);
                    seeds.add(seed(Target.PAGE, core(page)));
                    String type = feed.equals("movies") ? "movie" : "tv";
                    seeds.add(seed(
                            Target.JSON,
                            get(client, site, "/rexxar/api/v2/" + type + "/" + id)
                                    .replace(String.valueOf(id), "" + Readers.ID)));
                }
            }
            seeds.add(seed(
                    Target.LIST,
                    get(client, site, "/rexxar/api/v2/subject/recent_hot/movie?start=0&limit=5&category=a&type=b")));
        }
        if (savedPages != null) {
            savedPages(savedPages).forEach(page -> seeds.add(seed(Target.PAGE, core(page))));
        }
        // Pages that are put together from pieces: few of each, and some in bursts.
        for (int i = 0; i < 64; i++) {
            seeds.add(new byte[] {3, (byte) i, (byte) (i * 7), (byte) (250 + i % 6), (byte) (i * 31), (byte) (i * 3)});
        }
        return seeds;
    }

    /** Whole pages for {@link PageMutations}: the sample site's, then saved ones. */
    static List<String> pages(@Nullable Path savedPages) throws InterruptedException {
        List<String> pages = new ArrayList<>();
        HttpClient client = HttpClient.newHttpClient();
        try (SampleSite site = SampleSite.start(SampleSiteSettings.defaults().withSize(600))) {
            for (String feed : FEEDS) {
                for (long id : site.listed(feed).stream().limit(OF_EACH_FEED).toList()) {
                    pages.add(get(client, site, "/subject/" + id + "/").replace(String.valueOf(id), "" + Readers.ID));
                }
            }
        }
        if (savedPages != null) {
            pages.addAll(savedPages(savedPages));
        }
        return pages;
    }

    /** For {@link PageMutations}: every page as it is, and some changes of each kind. */
    static List<byte[]> mutations() {
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < 96; i++) {
            seeds.add(new byte[] {(byte) i});
            seeds.add(new byte[] {(byte) i, (byte) i, (byte) (i / 8), (byte) (i * 37), (byte) i, (byte) (i * 11)});
        }
        return seeds;
    }

    private static String get(HttpClient client, SampleSite site, String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(site.url() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Referer", site.url() + "/")
                .build();
        try {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException unanswered) {
            throw new UncheckedIOException("the sample site doesn't answer", unanswered);
        }
    }

    /** What matters of a page: mutations of the rest reach nothing. */
    private static String core(String page) {
        int summary = page.indexOf("id=\"link-report");
        int next = summary < 0 ? -1 : page.indexOf("<h2", summary);
        return next < 0 ? page : page.substring(0, next) + "</div></body></html>";
    }

    private static List<String> savedPages(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> pages = new ArrayList<>();
            for (Path file : files.filter(one -> one.toString().endsWith(".html"))
                    .sorted()
                    .toList()) {
                String id = file.getFileName().toString().replace(".html", "");
                pages.add(Files.readString(file).replace(id, "" + Readers.ID));
            }
            return pages;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the folder " + folder + " can't be read", unreadable);
        }
    }

    private static byte[] seed(Target target, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        byte[] seed = new byte[body.length + 1];
        seed[0] = (byte) target.ordinal();
        System.arraycopy(body, 0, seed, 1, body.length);
        return seed;
    }
}
