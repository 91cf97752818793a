package io.reelsync.terminal;

import io.reelsync.startup.StartRefused;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which gateway is asked, and by whom. Both are the first that is there: as it was said, by the environment, or as the
 * data folder of {@code ./reelsync up} or {@code ./reelsync cluster} has it.
 *
 * @param apiKey null where one signs in
 * @param password null where there is an API key
 */
record Account(
        URI gateway,
        @Nullable String apiKey,
        String user,
        @Nullable String password) {
    private static final String USUAL = "http://127.0.0.1:5500";
    private static final String ADDRESS = "gateway-url";
    private static final String PASSWORD = "admin-password";

    /**
     * @param url as it was said; null where it wasn't
     * @param data the data folder as it was said; null for the usual ones
     * @param answers whether a gateway answers at an address: an old folder may name one that has ended
     */
    static Account find(
            @Nullable String url,
            @Nullable Path data,
            Path home,
            Map<String, String> environment,
            Predicate<URI> answers) {
        List<Path> folders =
                data != null ? List.of(data) : List.of(home.resolve(".reelsync"), home.resolve(".reelsync-cluster"));
        String given = url != null ? url : set(environment, "REELSYNC_URL");
        Path folder = folders.stream()
                .filter(one -> Files.exists(one.resolve(ADDRESS)))
                .filter(one ->
                        given != null ? given.equals(line(one, ADDRESS)) : answers.test(address(line(one, ADDRESS))))
                .findFirst()
                .orElse(null);
        String address = Stream.of(given, folder == null ? null : line(folder, ADDRESS), USUAL)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        String key = set(environment, "REELSYNC_API_KEY");
        if (key != null) {
            return new Account(address(address), key, "", null);
        }
        String user = Objects.requireNonNullElse(set(environment, "REELSYNC_USER"), "admin");
        String password = Stream.of(
                        set(environment, "REELSYNC_PASSWORD"),
                        user.equals("admin") ? set(environment, "REELSYNC_ADMIN_PASSWORD") : null,
                        user.equals("admin") && folder != null && Files.exists(folder.resolve(PASSWORD))
                                ? line(folder, PASSWORD)
                                : null)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> nobody(address(address), user, answers));
        return new Account(address(address), null, user, password);
    }

    /** Where nobody answers, a password would not help. */
    private static StartRefused nobody(URI gateway, String user, Predicate<URI> answers) {
        return answers.test(gateway)
                ? new StartRefused("no password of " + user + " for " + gateway
                        + ": set REELSYNC_API_KEY, or REELSYNC_USER and REELSYNC_PASSWORD, or name the data folder with"
                        + " --data")
                : GatewayClient.away(gateway);
    }

    private static @Nullable String set(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static String line(Path folder, String file) {
        try {
            return Files.readString(folder.resolve(file)).strip();
        } catch (IOException unreadable) {
            throw new StartRefused(folder.resolve(file) + " can't be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static URI address(String text) {
        try {
            URI address = URI.create(text.replaceFirst("/+$", ""));
            if (List.of("http", "https").contains(address.getScheme()) && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException none) {
            // Told below, with the text.
        }
        throw new StartRefused("'" + text + "' is no address of a gateway: write it as http://127.0.0.1:5500");
    }
}
