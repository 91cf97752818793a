package io.reelsync.standalone;

import io.reelsync.startup.StartRefused;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code reelsync quality}: the data-quality report of a gateway, as a table on the terminal. */
@Command(
        name = "./reelsync quality",
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Shows how many titles of each kind have each field, and what is odd: outliers, stale titles,",
            "disagreements between the parts of a page, answers in quarantine.",
            ""
        },
        footer = {
            "",
            "The password is taken from REELSYNC_ADMIN_PASSWORD, or asked for on a terminal.",
            "Exit code: 0; 2 where there is no answer."
        })
class QualityCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:5500",
            description = "The gateway. Default: ${DEFAULT-VALUE}")
    URI url = URI.create("");

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "admin",
            description = "Who signs in. Default: ${DEFAULT-VALUE}")
    String user = "";

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only titles of this source.")
    @Nullable
    String source;

    @Option(
            names = "--titles",
            paramLabel = "CHECK",
            description = "The titles behind one figure, such as outlier.runtime, missing.directors, stale.")
    @Nullable
    String check;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    boolean help;

    private final PrintStream out = System.out;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public static void main(String[] args) {
        UpCommand.quietUntilLogFileIsOpen();
        System.exit(CommandLines.of(new QualityCommand()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (url.getHost() == null || !url.toString().matches("https?://.*")) {
            throw new StartRefused("--url is an http:// or https:// address, not " + url);
        }
        String token = signIn();
        String query = source == null ? "" : "source=" + encoded(source);
        if (check == null) {
            new QualityTable(out).print(get("/api/quality?" + query, token));
        } else {
            new QualityTable(out)
                    .printTitles(get("/api/quality/titles?size=200&check=" + encoded(check) + "&" + query, token));
        }
        return 0;
    }

    private String signIn() throws InterruptedException {
        String body = JSON.writeValueAsString(Map.of("username", user, "password", password()));
        return data(HttpRequest.newBuilder(address("/api/auth/login"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .path("access_token")
                .asString();
    }

    private String password() {
        String given = System.getenv("REELSYNC_ADMIN_PASSWORD");
        if (given != null && !given.isEmpty()) {
            return given;
        }
        Console terminal = System.console();
        char[] typed = terminal == null ? null : terminal.readPassword("Password of %s: ", user);
        if (typed == null) {
            throw new StartRefused("set REELSYNC_ADMIN_PASSWORD to the password of " + user);
        }
        return new String(typed);
    }

    private JsonNode get(String path, String token) throws InterruptedException {
        return data(HttpRequest.newBuilder(address(path)).header("Authorization", "Bearer " + token));
    }

    private URI address(String path) {
        return URI.create(url.toString().replaceFirst("/+$", "") + path);
    }

    private JsonNode data(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(
                    request.timeout(ANSWER_WITHIN)
                            .header("Accept-Language", "en")
                            .build(),
                    BodyHandlers.ofString());
            JsonNode json = JSON.readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new StartRefused(url + " answers " + answer.statusCode() + ": "
                        + json.path("message").asString("") + fields(json.path("data")));
            }
            return json.path("data");
        } catch (ConnectException | HttpTimeoutException away) {
            throw new StartRefused("no answer from " + url + ": is a gateway running there?", away);
        } catch (IOException | JacksonException strange) {
            throw new StartRefused("what answers at " + url + " is no gateway of Reelsync", strange);
        }
    }

    /** What is wrong with the fields of a request, where the gateway says so. */
    private static String fields(JsonNode data) {
        List<String> wrong = data.path("errors")
                .valueStream()
                .map(field -> field.path("field").asString("") + " "
                        + field.path("message").asString(""))
                .toList();
        return wrong.isEmpty() ? "" : " (" + String.join("; ", wrong) + ")";
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
