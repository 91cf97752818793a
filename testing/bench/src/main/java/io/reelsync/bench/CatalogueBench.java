package io.reelsync.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Asks a gateway for pages of a large catalogue in every way, and for all of it. */
final class CatalogueBench {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Random random;
    private final String url;
    private final String token;
    private final int videos;
    private final int requests;

    /** @param requests how many of each kind */
    CatalogueBench(String url, String token, int videos, int requests, long seed) {
        this.url = url;
        this.token = token;
        this.videos = videos;
        this.requests = requests;
        this.random = new Random(seed);
    }

    /** @param place where the catalogue is */
    CatalogueReport run(CatalogueReport.Place place) throws IOException, InterruptedException {
        Map<String, Supplier<String>> kinds = new LinkedHashMap<>();
        addLists(kinds);
        addFilters(kinds);
        addTexts(kinds, titles());
        List<CatalogueReport.Requests> all = new ArrayList<>();
        for (Map.Entry<String, Supplier<String>> kind : kinds.entrySet()) {
            all.add(measure(kind.getKey(), kind.getValue()));
        }
        return new CatalogueReport(
                place, all, concurrently(this::firstPage, 8), List.of(export("ndjson"), export("csv")));
    }

    private void addLists(Map<String, Supplier<String>> kinds) {
        kinds.put("one video", () -> "/api/videos/" + (1 + random.nextInt(videos)));
        kinds.put("list, first page", this::firstPage);
        kinds.put("list, a page anywhere", () -> "/api/videos?page=" + random.nextInt(Math.max(1, videos / 20)));
        kinds.put("list, next by Link", next()::get);
    }

    private void addFilters(Map<String, Supplier<String>> kinds) {
        kinds.put(
                "filter: kind and score",
                () -> "/api/videos?sort=score&kind=" + kind() + "&min_score=" + (7 + random.nextInt(3)));
        kinds.put("filter: years", () -> "/api/videos?year_to=2020&" + year());
        kinds.put("filter: common tag", () -> "/api/videos?size=20" + tag(0, 5));
        kinds.put("filter: rare tag", () -> "/api/videos?size=20" + tag(20, 30));
        kinds.put("filter: tag and country", () -> "/api/videos?size=20" + tag(0, 30) + country(35));
        kinds.put(
                "filter: tag and country, a page anywhere",
                () -> "/api/videos?size=20" + tag(0, 3) + country(3) + "&page="
                        + random.nextInt(Math.max(1, videos / 400)));
        kinds.put(
                "filter: all at once",
                () -> "/api/videos?sort=score&kind=" + kind() + tag(0, 30) + country(35) + "&" + year() + "&min_score="
                        + (4 + random.nextInt(5)));
    }

    private void addTexts(Map<String, Supplier<String>> kinds, List<String> titles) {
        kinds.put("text: a whole title", () -> "/api/videos?q=" + encode(one(titles)));
        kinds.put(
                "text: two characters of one",
                () -> "/api/videos?q=" + encode(one(titles).substring(0, 2)));
        kinds.put(
                "text: one character",
                () -> "/api/videos?q=" + encode(one(titles).substring(0, 1)));
        kinds.put(
                "text: Latin words",
                () -> "/api/videos?q=" + encode(one(List.of("night train", "dark river", "last king"))));
        kinds.put(
                "text: a Latin word, with a tag",
                () -> "/api/videos?q=" + one(List.of("night", "river", "king")) + tag(0, 30));
        kinds.put("text: not there", () -> "/api/videos?q=" + encode("龘龘" + random.nextInt(1000)));
    }

    private String firstPage() {
        return "/api/videos?sort=" + one(List.of("newest", "score", "updated", "created"));
    }

    private String kind() {
        return one(List.of("movie", "tv", "anime"));
    }

    private String year() {
        return "year_from=" + (1950 + random.nextInt(60));
    }

    private String tag(int from, int to) {
        return "&tag=" + encode(one(MadeTitles.TAGS.subList(from, to)));
    }

    private String country(int to) {
        return "&country=" + encode(one(MadeTitles.COUNTRIES.subList(0, to)));
    }

    private CatalogueReport.Requests measure(String name, Supplier<String> address)
            throws IOException, InterruptedException {
        warmUp(address);
        Histogram times = new Histogram(3);
        // A kind that takes seconds is asked for less often, and says how often.
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (int i = 0; i < requests && (i < 20 || System.nanoTime() < until); i++) {
            String next = address.get();
            long start = System.nanoTime();
            get(next);
            times.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
        }
        return requests(name, times);
    }

    private static CatalogueReport.Requests requests(String name, AbstractHistogram times) {
        return new CatalogueReport.Requests(
                name,
                times.getTotalCount(),
                times.getValueAtPercentile(50) / 1000.0,
                times.getValueAtPercentile(99) / 1000.0);
    }

    /** What is compiled, cached and planned by then is what a gateway in service has. */
    private void warmUp(Supplier<String> address) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        for (int i = 0; i < requests && System.nanoTime() < until; i++) {
            get(address.get());
        }
    }

    private CatalogueReport.Together concurrently(Supplier<String> address, int clients) throws InterruptedException {
        ConcurrentHistogram times = new ConcurrentHistogram(3);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        List<Callable<Void>> work = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            work.add(() -> {
                for (int i = 0; i < requests; i++) {
                    String next;
                    synchronized (random) {
                        next = address.get();
                    }
                    long start = System.nanoTime();
                    get(next);
                    times.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
                }
                return null;
            });
        }
        long start = System.nanoTime();
        for (Future<Void> done : threads.invokeAll(work)) {
            try {
                done.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        threads.shutdown();
        return new CatalogueReport.Together(
                requests("list, first page, " + clients + " clients at once", times),
                clients,
                times.getTotalCount() / seconds);
    }

    /** Reads a whole export and throws it away; the gateway runs in this process, whose heap is looked at meanwhile. */
    private CatalogueReport.Export export(String format) throws IOException, InterruptedException {
        System.gc();
        long before = afterCollection();
        long start = System.nanoTime();
        HttpResponse<InputStream> response =
                http.send(request("/api/videos/export?format=" + format), BodyHandlers.ofInputStream());
        long bytes = 0;
        long rows = 0;
        long most = 0;
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = new BufferedInputStream(response.body())) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        rows++;
                    }
                }
                most = Math.max(most, afterCollection());
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new CatalogueReport.Export(
                format,
                rows,
                bytes / 1e6,
                seconds,
                before >> 20,
                most >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    /** What the last collections have left in the heap. */
    private static long afterCollection() {
        long used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage left = pool.getCollectionUsage();
            if (pool.getType() == MemoryType.HEAP && left != null) {
                used += left.getUsed();
            }
        }
        return used;
    }

    /** Each call goes on where the last one has ended. */
    private Supplier<String> next() {
        String[] address = {"/api/videos?size=20"};
        return () -> {
            String now = address[0];
            Matcher next = NEXT.matcher(head(now));
            address[0] = next.find() ? next.group(1) : "/api/videos?size=20";
            return address[0];
        };
    }

    private String head(String address) {
        try {
            return http.send(request(address), BodyHandlers.discarding())
                    .headers()
                    .firstValue("Link")
                    .orElse("");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Some titles that are there. */
    private List<String> titles() throws IOException, InterruptedException {
        List<String> titles = new ArrayList<>();
        Pattern title = Pattern.compile("\"title\":\"([^\"]{3,})\"");
        for (int i = 0; i < 40; i++) {
            Matcher found = title.matcher(get("/api/videos/" + (1 + random.nextInt(videos))));
            if (found.find()) {
                titles.add(found.group(1));
            }
        }
        return titles;
    }

    private String get(String address) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request(address), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(address + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private HttpRequest request(String address) {
        return HttpRequest.newBuilder(URI.create(url + address))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .build();
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
