package io.reelsync.worker.imports;

import io.reelsync.source.EgressProxy;
import io.reelsync.worker.WorkerSettings;
import io.reelsync.worker.fetch.SourceHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Gets datasets, each from an address or a file, unless it is what was got last. Follows no redirect. */
@Component
public class DatasetFetcher {
    /** Several times the largest that there is. */
    private static final DataSize LARGEST = DataSize.ofGigabytes(4);

    private static final int LONGEST_VERSION = 300;
    private static final Duration WHOLE_WITHIN = Duration.ofHours(1);

    private final WorkerSettings settings;

    DatasetFetcher(WorkerSettings settings) {
        this.settings = settings;
    }

    /**
     * A file that was got.
     *
     * @param version what tells it from the next one; null where nothing does
     * @param copy whether it is a copy of ours, which is removed when this is closed
     */
    public record Got(Path file, @Nullable String version, boolean copy) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (copy) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Whether it is an address rather than a file. */
    public static boolean isAddress(String location) {
        return location.startsWith("http://") || location.startsWith("https://");
    }

    /**
     * Gets a file.
     *
     * @param known the version that was got last, null where none was
     * @return empty where there is nothing newer than that
     * @throws IOException with a message for people, where it can't be got whole
     */
    public Optional<Got> get(String location, @Nullable String known, @Nullable EgressProxy proxy) throws IOException {
        if (isAddress(location)) {
            return download(location, known, proxy);
        }
        Path file = Path.of(location);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException("there is no file " + file + " that can be read");
        }
        String version =
                Files.size(file) + " " + Files.getLastModifiedTime(file).toInstant();
        return version.equals(known) ? Optional.empty() : Optional.of(new Got(file, version, false));
    }

    private Optional<Got> download(String address, @Nullable String known, @Nullable EgressProxy proxy)
            throws IOException {
        HttpGet get = new HttpGet(address);
        get.setConfig(RequestConfig.custom()
                .setRedirectsEnabled(false)
                .setContentCompressionEnabled(false)
                .setResponseTimeout(Timeout.of(settings.answerWithin()))
                .build());
        if (known != null) {
            get.setHeader(isETag(known) ? HttpHeaders.IF_NONE_MATCH : HttpHeaders.IF_MODIFIED_SINCE, known);
        }
        long end = System.nanoTime() + WHOLE_WITHIN.toNanos();
        try (CloseableHttpClient http =
                        SourceHttpClient.builder(settings, proxy).build();
                // Open: what isn't wanted need not be read to its end.
                ClassicHttpResponse response = http.executeOpen(null, get, null)) {
            String version = version(response);
            if (response.getCode() == HttpStatus.SC_NOT_MODIFIED || version != null && version.equals(known)) {
                return Optional.empty();
            }
            HttpEntity content = response.getEntity();
            if (response.getCode() != HttpStatus.SC_OK || content == null) {
                throw new IOException("status " + response.getCode() + " from " + address);
            }
            return Optional.of(new Got(copy(content.getContent(), end), version, true));
        }
    }

    private static boolean isETag(String version) {
        return version.startsWith("\"") || version.startsWith("W/");
    }

    private static @Nullable String version(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.ETAG);
        if (header == null) {
            header = response.getFirstHeader(HttpHeaders.LAST_MODIFIED);
        }
        return header == null || header.getValue().length() > LONGEST_VERSION ? null : header.getValue();
    }

    private Path copy(InputStream content, long end) throws IOException {
        Path file = Files.createTempFile("reelsync-dataset-", ".tsv.gz");
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            long size = 0;
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                out.write(buffer, 0, read);
                size += read;
                if (size > LARGEST.toBytes()) {
                    throw new IOException("more than " + LARGEST.toGigabytes() + " GB");
                }
                if (System.nanoTime() > end) {
                    throw new IOException("not whole within " + WHOLE_WITHIN);
                }
            }
            return file;
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }
}
