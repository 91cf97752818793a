package io.reelsync.secrets;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How etcd is spoken to, where {@code spring.config.import} names one. They can't stand in etcd itself.
 *
 * @param user where etcd asks who we are
 * @param password the user's password
 * @param caFile the certificate, in PEM, that etcd's own must be signed by; the JDK's authorities unless set
 * @param certFile our certificate, in PEM, where etcd asks for one
 * @param keyFile the key of our certificate, in PEM (PKCS #8)
 * @param answerWithin how long connecting, and each answer, may take
 */
@Validated
@ConfigurationProperties("reelsync.etcd")
record EtcdSettings(
        @Nullable String user,
        @Nullable String password,
        @Nullable String caFile,
        @Nullable String certFile,
        @Nullable String keyFile,
        @NotNull @DefaultValue("3s") Duration answerWithin) {
    @Override
    public String toString() {
        return "EtcdSettings[user=" + user + ", caFile=" + caFile + ", certFile=" + certFile + ", answerWithin="
                + answerWithin + "]";
    }
}
