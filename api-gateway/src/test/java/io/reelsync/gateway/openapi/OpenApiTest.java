package io.reelsync.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.catalog.VideoField;
import io.reelsync.gateway.Client;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import io.reelsync.gateway.catalog.VideoJson;
import io.reelsync.gateway.openapi.OpenApi.Operation;
import io.reelsync.gateway.web.WebJar;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
    private final Gateway gateway = Gateway.shared();

    @Test
    void describesEveryCallAndNoOther() {
        var served = new TreeSet<String>();
        gateway.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/") || path.equals("/ping"))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> served.add(method + " " + path))));

        assertThat(new OpenApi(gateway).operations().stream().map(Operation::toString))
                .containsExactlyInAnyOrderElementsOf(served);
    }

    @Test
    void isOpenApi31AndReadsAsSuch() {
        var document = new OpenApi(gateway).document();

        assertThat(document.get("openapi").asString()).startsWith("3.1");
        // A null is what is left of a text with a comma that YAML took for two; but for refusals, which have no data.
        assertThat(document.toString().replace("\"data\":null", "")).doesNotContain("x-answer", "x-refuses", ":null");
        assertThat(document.at("/paths/~1api~1users/post/responses").propertyNames())
                .contains("201", "400", "401", "403", "409", "413", "415", "422", "429", "500", "503");
        assertThat(document.at("/paths/~1ping/get").has("security")).isFalse();
        assertThat(document.at("/paths/~1api~1videos/get/security/0/bearer").isArray())
                .isTrue();
    }

    @Test
    void describesAVideoByTheDefinitionOfItsFields() {
        var video = new OpenApi(gateway).document().at("/components/schemas/Video");

        assertThat(Arrays.stream(VideoField.values())
                        .filter(VideoField::isTold)
                        .map(VideoField::fieldName)
                        .filter(name -> !video.get("properties").has(name)))
                .as("fields that the document doesn't know")
                .isEmpty();
        assertThat(video.get("properties").propertyNames()).containsExactlyElementsOf(VideoJson.names());
        assertThat(video.get("required").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(VideoJson.names());
    }

    @Test
    void namesTheSourcesAndFeedsThatAreInstalled() {
        var schemas = new OpenApi(gateway).document().at("/components/schemas");

        assertThat(schemas.at("/SourceName/examples").valueStream().map(JsonNode::asString))
                .containsExactly("douban");
        assertThat(schemas.at("/FeedName/examples").valueStream().map(JsonNode::asString))
                .containsExactly("movies", "tv", "anime", "documentaries", "shows");
    }

    @Test
    void judgesAnswersAsTheTestsThatRestOnItNeed() {
        OpenApi api = new OpenApi(gateway);
        Operation one = api.operations().stream()
                .filter(operation -> operation.toString().equals("GET /api/cluster"))
                .findFirst()
                .orElseThrow();
        Client viewer = gateway.as("VIEWER");
        Answer good = viewer.get("/api/cluster");

        assertThat(api.faults(one, good)).isEmpty();
        assertThat(api.faults(one, viewer.get("/api/sources"))).isNotEmpty();
        assertThat(api.faults(one, new Answer(201, good.response()))).contains("status 201 is not described");
        assertThat(api.faults(one, new Answer(403, good.response()))).isNotEmpty();
        assertThat(api.faults(one, viewer.get("/"))).anyMatch(fault -> fault.contains("content type"));
    }

    @Test
    void isForThoseWhoAreSignedInUnlessItIsOpened() {
        assertThat(gateway.anyone().get("/v3/api-docs").status()).isEqualTo(401);
        assertThat(gateway.anyone().get("/swagger-ui/index.html").status()).isEqualTo(401);
        assertThat(gateway.anyone()
                        .get(WebJar.folder("org.webjars", "swagger-ui").replace("classpath:/META-INF/resources", "")
                                + "index.html")
                        .status())
                .isEqualTo(401);
        assertThat(gateway.as("VIEWER").get("/swagger-ui/index.html").status()).isEqualTo(200);

        try (Gateway open = Gateway.start(Map.of("reelsync.docs.open", "true"))) {
            Client stranger = open.anyone();
            assertThat(stranger.get("/v3/api-docs").status()).isEqualTo(200);
            // Relative, for those who come through a proxy that serves us below a path.
            assertThat(stranger.get("/swagger-ui").header("Location")).isEqualTo("swagger-ui/index.html");
            assertThat(stranger.get("/swagger-ui/").header("Location")).isEqualTo("index.html");
            Answer script = stranger.get("/swagger-ui/swagger-initializer.js");
            assertThat(script.response().body()).contains("'../v3/api-docs'").doesNotContain("petstore");
            assertThat(script.response().headers().firstValue("Last-Modified")).isEmpty();
            assertThat(stranger.get("/swagger-ui/swagger-ui-bundle.js").status())
                    .isEqualTo(200);
            assertThat(stranger.get("/swagger-ui/../app.js").status()).isIn(400, 404);
        }
    }
}
