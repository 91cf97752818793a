package io.reelsync.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.samplesite.SampleSite;
import io.reelsync.samplesite.SampleSiteSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Clients that generators make from the description that a gateway serves: they list, start and watch a run. */
class GeneratedClientsTest {
    private static final Path OURS = Rules.path("deployments/checks/clients");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String SAYS =
            "COMPLETED: \\d+ planned, 0 outstanding\n\\d+ movies, 1 shown: movie\n422: size\n";

    @TempDir
    private static Path folder;

    private static SampleSite site;
    private static Services services;
    private static String gateway;
    private static String token;
    private static Path description;

    @BeforeAll
    static void start() throws Exception {
        site = SampleSite.start(SampleSiteSettings.defaults().withSize(60));
        services = new Services(Map.of(
                "reelsync.douban.web-url", site.url(),
                "reelsync.douban.api-url", site.url(),
                "reelsync.douban.rate", "unlimited"));
        gateway = services.gateway();
        services.scheduler();
        services.worker();
        token = JsonMapper.shared()
                .readTree(send(HttpRequest.newBuilder(URI.create(gateway + "/api/auth/login"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"username\": \"admin\", \"password\": \"" + Services.ADMIN_PASSWORD + "\"}"))))
                .at("/data/access_token")
                .asString();
        description = folder.resolve("openapi.json");
        Files.writeString(
                description,
                send(HttpRequest.newBuilder(URI.create(gateway + "/v3/api-docs"))
                        .header("Authorization", "Bearer " + token)));
    }

    @AfterAll
    static void stop() {
        services.close();
        site.close();
    }

    @Test
    void typescriptListsStartsAndWatches() throws IOException {
        Typescript typescript = Typescript.of("clients");
        Path workshop = typescript.workshop();
        run(
                "node",
                workshop.resolve("node_modules/openapi-typescript/bin/cli.js").toString(),
                description.toString(),
                "-o",
                workshop.resolve("schema.d.ts").toString());
        Tool.Result compiled = typescript.compile(workshop);
        assertThat(compiled.exitCode()).as(compiled.said()).isZero();

        assertThat(run("node", workshop.resolve("out/watch.js").toString(), gateway, token))
                .matches(SAYS);
    }

    @Test
    void javaListsStartsAndWatches() throws IOException {
        Path sources = folder.resolve("client");
        // By default it would send an empty list for each that isn't set.
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        run(
                java,
                "-jar",
                Path.of("target/openapi-generator-cli.jar").toAbsolutePath().toString(),
                "generate",
                "-i",
                description.toString(),
                "-g",
                "java",
                "--library",
                "native",
                "-o",
                sources.toString(),
                "--additional-properties=openApiNullable=false,containerDefaultToNull=true,useJakartaEe=true"
                        + ",useSingleRequestParameter=true",
                "--global-property=apiDocs=false,modelDocs=false,apiTests=false,modelTests=false");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> compiler = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", classes.toString()));
        compiler.add(OURS.resolve("Watch.java").toString());
        try (Stream<Path> files = Files.walk(sources.resolve("src/main/java"))) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(compiler::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, compiler.toArray(String[]::new)))
                .isZero();

        assertThat(run(java, "-cp", classes + ":" + System.getProperty("java.class.path"), "Watch", gateway, token))
                .matches(SAYS);
    }

    private static String run(String... command) {
        Tool.Result result = Tool.run(command);
        assertThat(result.exitCode()).as(result.said()).isZero();
        return result.said();
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
