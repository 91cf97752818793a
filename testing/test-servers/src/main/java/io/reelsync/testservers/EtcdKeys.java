package io.reelsync.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes to an etcd as an operator does, over its HTTP interface: with another client than that of the services. */
public final class EtcdKeys {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Pattern REVISION = Pattern.compile("\"revision\":\"(\\d+)\"");

    private final String url;

    /** @param url {@code http://host:port} */
    public EtcdKeys(String url) {
        this.url = url;
    }

    /** @return etcd's revision with that value */
    public long put(String key, String value) {
        return revision(call("/v3/kv/put", "{\"key\":\"" + base64(key) + "\",\"value\":\"" + base64(value) + "\"}"));
    }

    public long delete(String key) {
        return revision(call("/v3/kv/deleterange", "{\"key\":\"" + base64(key) + "\"}"));
    }

    /** Forgets all that was before that revision. */
    public void compact(long revision) {
        call("/v3/kv/compaction", "{\"revision\":\"" + revision + "\",\"physical\":true}");
    }

    /** Any call, with a body of JSON; answers what etcd does. */
    public String call(String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("etcd answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("etcd at " + url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long revision(String answer) {
        Matcher found = REVISION.matcher(answer);
        if (!found.find()) {
            throw new IllegalStateException("etcd told no revision: " + answer);
        }
        return Long.parseLong(found.group(1));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
