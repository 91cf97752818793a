package io.reelsync.connection;

import io.reelsync.startup.StartRefused;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * Who vouches for a server with TLS: the authorities of a file, or the JDK's.
 *
 * @param file null for the JDK's
 * @param trusted what is in the file
 */
record Authorities(@Nullable Path file, @Nullable KeyStore trusted) {
    /** It guards nothing: the certificates are public. A store without one is not taken everywhere. */
    static final String STORE_PASSWORD = "public";

    /** @throws StartRefused where the file holds no certificates */
    static Authorities of(@Nullable String caFile) {
        if (caFile == null || caFile.isBlank()) {
            return new Authorities(null, null);
        }
        Path file = Path.of(caFile);
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("authority-" + trusted.size(), one);
            }
            if (trusted.size() == 0) {
                throw refused("it holds no certificate", null);
            }
            return new Authorities(file, trusted);
        } catch (GeneralSecurityException e) {
            throw refused("it holds something else than certificates in PEM", e);
        } catch (IOException e) {
            throw refused(e.getClass().getSimpleName(), e);
        }
    }

    /** For clients that take one. */
    SslBundle bundle() {
        return trusted == null ? SslBundle.systemDefault() : SslBundle.of(SslStoreBundle.of(null, null, trusted));
    }

    /** For a driver that reads stores alone: a file of this process, with what is {@link #trusted}. */
    static Path store(KeyStore trusted) {
        try {
            File store = File.createTempFile("reelsync-authorities", ".p12");
            store.deleteOnExit();
            try (OutputStream out = Files.newOutputStream(store.toPath())) {
                trusted.store(out, STORE_PASSWORD.toCharArray());
            }
            return store.toPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK writes PKCS12", e);
        }
    }

    private static StartRefused refused(String why, @Nullable Exception cause) {
        String message = "REELSYNC_TLS_CA_FILE can't be used: " + why;
        return cause == null ? new StartRefused(message) : new StartRefused(message, cause);
    }
}
