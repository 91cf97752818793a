package io.reelsync.startup;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Says in words of ours why a server doesn't take us, or why we don't take it, and what to do about it. */
final class ServerRefusals {
    /** What Redisson says of itself behind the words of Redis. */
    private static final Pattern ABOUT_THE_CLIENT = Pattern.compile("\\.? channel: .*", Pattern.DOTALL);

    private static final Pattern WITHIN_AN_ADDRESS =
            Pattern.compile("(?i)(?<=password=)[^&\\s]+|(?<=://)[^/\\s@]*:[^\\s@]*(?=@)");

    private ServerRefusals() {}

    /** @param causes the failure and what caused it, the last one deepest */
    static String reason(List<Throwable> causes) {
        Throwable last = causes.get(causes.size() - 1);
        String words =
                Objects.requireNonNullElse(last.getMessage(), last.getClass().getSimpleName());
        String told = WITHIN_AN_ADDRESS
                .matcher(ABOUT_THE_CLIENT.matcher(words).replaceFirst(""))
                .replaceAll("…");
        return told + advice(causes, words);
    }

    private static String advice(List<Throwable> causes, String words) {
        if (words.startsWith("Public Key Retrieval") || words.contains("RSA public key is not available")) {
            return " (append sslMode=VERIFY_IDENTITY to REELSYNC_MYSQL_URL, or allowPublicKeyRetrieval=true where"
                    + " nobody else is on the network)";
        }
        if (anyOf(causes, CertPathBuilderException.class)
                || anyOf(causes, CertPathValidatorException.class)
                || words.contains("Self signed certificates")) {
            return " (the certificate is of an authority that we don't know: name its file in REELSYNC_TLS_CA_FILE)";
        }
        if (anyOf(causes, CertificateException.class) || words.contains("hostname verification failed")) {
            return " (the certificate is another host's)";
        }
        if (words.startsWith("handshake timed out") || words.startsWith("Unsupported or unrecognized SSL message")) {
            return " (its address asks for TLS: does it speak TLS at that port?)";
        }
        return "";
    }

    private static boolean anyOf(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }
}
