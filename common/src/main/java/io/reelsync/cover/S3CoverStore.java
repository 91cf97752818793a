package io.reelsync.cover;

import io.reelsync.cover.CoverSettings.S3;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Covers in a bucket of Amazon S3, or of a store that speaks as it does. */
final class S3CoverStore implements CoverStore, AutoCloseable {
    private static final Duration CONNECTS_WITHIN = Duration.ofSeconds(3);
    private static final Duration SILENT_FOR = Duration.ofSeconds(5);
    private static final Duration ATTEMPT_WITHIN = Duration.ofSeconds(6);
    /** With the SDK's own attempts, and their pauses. */
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(15);

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    S3CoverStore(S3 settings) {
        client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTS_WITHIN)
                        .socketTimeout(SILENT_FOR))
                .overrideConfiguration(
                        each -> each.apiCallAttemptTimeout(ATTEMPT_WITHIN).apiCallTimeout(ANSWERS_WITHIN))
                .credentialsProvider(credentials(settings))
                .region(Region.of(settings.region()))
                // Not every store that speaks as S3 does knows the newer checksums.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .applyMutation(builder -> {
                    if (!settings.endpoint().isBlank()) {
                        // Nobody has a host name for each bucket of a store of their own.
                        builder.endpointOverride(URI.create(settings.endpoint()))
                                .forcePathStyle(true);
                    }
                })
                .build();
        bucket = settings.bucket();
        prefix = settings.prefix();
    }

    private static AwsCredentialsProvider credentials(S3 settings) {
        return settings.accessKey().isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
    }

    @Override
    public void keep(String content, Map<CoverWidth, byte[]> files) throws IOException {
        for (Map.Entry<CoverWidth, byte[]> file : files.entrySet()) {
            String key = key(content, file.getKey());
            ask(() -> client.putObject(
                    put -> put.bucket(bucket).key(key).contentType("image/jpeg"),
                    RequestBody.fromBytes(file.getValue())));
        }
    }

    @Override
    public Optional<byte[]> read(String content, CoverWidth width) throws IOException {
        String key = key(content, width);
        try {
            return Optional.of(
                    ask(() -> client.getObjectAsBytes(get -> get.bucket(bucket).key(key)))
                            .asByteArray());
        } catch (NoSuchKeyException notThere) {
            return Optional.empty();
        }
    }

    @Override
    public void remove(String content) throws IOException {
        for (CoverWidth width : CoverWidth.values()) {
            String key = key(content, width);
            ask(() -> client.deleteObject(delete -> delete.bucket(bucket).key(key)));
        }
    }

    private String key(String content, CoverWidth width) {
        return prefix + CoverNames.file(content, width);
    }

    private <T> T ask(Supplier<T> question) throws IOException {
        try {
            return question.get();
        } catch (NoSuchKeyException answer) {
            throw answer;
        } catch (AbortedException stopping) {
            throw (IOException) new InterruptedIOException(stopping.getMessage()).initCause(stopping);
        } catch (SdkException failure) {
            throw new IOException("the bucket " + bucket + ": " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
