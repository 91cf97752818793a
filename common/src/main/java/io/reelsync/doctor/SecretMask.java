package io.reelsync.doctor;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** Keeps the secrets of the settings out of what is shown, whoever's words they stand in. */
final class SecretMask {
    private static final List<String> KEYS = List.of(
            "reelsync.mysql.password",
            "reelsync.admin.password",
            "reelsync.jwt.keys",
            "reelsync.etcd.password",
            "spring.datasource.password",
            "spring.rabbitmq.password",
            "spring.data.redis.password");
    private static final List<String> ADDRESSES = List.of(
            "reelsync.mysql.url",
            "reelsync.rabbitmq.url",
            "reelsync.redis.url",
            "spring.datasource.url",
            "spring.rabbitmq.addresses",
            "spring.data.redis.url");

    /** Longest first: one may be part of another. */
    private final List<String> secrets;

    SecretMask(Environment settings) {
        List<String> found = new ArrayList<>();
        KEYS.forEach(key -> found.add(settings.getProperty(key, "")));
        ADDRESSES.forEach(key -> found.addAll(inAddress(settings.getProperty(key, ""))));
        secrets = found.stream()
                .flatMap(secret -> Stream.of(secret, secret.strip()))
                .filter(secret -> !secret.isBlank())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    String hide(String text) {
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, "***");
        }
        return hidden;
    }

    /** Without user, password and parameters. */
    static String address(String url) {
        int authority = url.indexOf("//") + 2;
        int user = url.lastIndexOf('@');
        String open = authority > 1 && user >= authority ? url.substring(0, authority) + url.substring(user + 1) : url;
        return open.contains("?") ? open.substring(0, open.indexOf('?')) : open;
    }

    private static List<String> inAddress(String url) {
        List<String> found = new ArrayList<>();
        int authority = url.indexOf("//") + 2;
        int end = url.lastIndexOf('@');
        int colon = url.indexOf(':', authority);
        if (authority > 1 && colon >= 0 && colon < end) {
            found.add(url.substring(colon + 1, end));
        }
        int password = url.indexOf("password=");
        if (password >= 0) {
            found.add(url.substring(password + "password=".length()).split("&", 2)[0]);
        }
        List.copyOf(found).forEach(raw -> found.add(decoded(raw)));
        return found;
    }

    private static String decoded(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException literal) {
            return raw;
        }
    }
}
