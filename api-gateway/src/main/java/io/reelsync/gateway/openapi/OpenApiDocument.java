package io.reelsync.gateway.openapi;

import io.reelsync.catalog.VideoField;
import io.reelsync.gateway.catalog.VideoJson;
import io.reelsync.gateway.security.Role;
import io.reelsync.source.Source;
import io.reelsync.source.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The OpenAPI 3.1 document, from {@code openapi.yaml} beside this class. What holds for many calls is written there once
 * and expanded here: the envelope around each answer, the refusals that any call may meet, and who may call. Names of
 * sources and feeds are this installation's; what a video has comes from the definition of its fields.
 */
@Component
class OpenApiDocument {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final String ANSWER = "x-answer";
    private static final String ROLE = "x-role";
    private static final String REFUSES = "x-refuses";
    private static final String REFUSED = "Refused";

    private static final Map<Integer, String> REFUSALS = Map.ofEntries(
            Map.entry(400, "The request is malformed"),
            Map.entry(401, "Sign in first, or sign in again"),
            Map.entry(403, "The role doesn't allow it"),
            Map.entry(404, "There is no such thing"),
            Map.entry(406, "No answer can be given in the requested format"),
            Map.entry(408, "The request came too slowly"),
            Map.entry(409, "The current state doesn't allow it"),
            Map.entry(413, "The request is too large"),
            Map.entry(415, "The content type is not supported"),
            Map.entry(422, "The request has invalid fields; data names every one"),
            Map.entry(429, "Too many requests: come back after Retry-After"),
            Map.entry(500, "Something went wrong here"),
            Map.entry(503, "Not available at the moment"));

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final byte[] json;

    OpenApiDocument(Sources sources) {
        ObjectNode document = read();
        for (Source source : sources.all()) {
            example(document, "SourceName", source.name());
            source.feedNames().forEach(feed -> example(document, "FeedName", feed));
            describeIds(document, source);
        }
        completeVideo((ObjectNode) document.at("/components/schemas"));
        ObjectNode shared = document.withObjectProperty("components").putObject("responses");
        new TreeMap<>(REFUSALS).forEach((status, why) -> shared.set(REFUSED + status, refusal(status, why)));
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    expand(path.getKey(), path.getValue(), (ObjectNode) operation.getValue());
                }
            }
        }
        json = JsonMapper.shared().writeValueAsBytes(document);
    }

    byte[] json() {
        return json;
    }

    private static ObjectNode read() {
        try (InputStream yaml = OpenApiDocument.class.getResourceAsStream("openapi.yaml")) {
            if (yaml == null) {
                throw new IllegalStateException("openapi.yaml is missing from the class path");
            }
            return (ObjectNode) YAMLMapper.shared().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void example(ObjectNode document, String schema, String name) {
        ObjectNode named = (ObjectNode) document.at("/components/schemas/" + schema);
        named.withArrayProperty("examples").add(name);
    }

    private static void describeIds(ObjectNode document, Source source) {
        ObjectNode ids = (ObjectNode) document.at("/components/schemas/SourceIds");
        String others = ids.has("description") ? ids.get("description").asString() + "; " : "";
        ids.put(
                "description",
                others + "at " + source.name() + " each has to be "
                        + source.ids().inEnglish());
    }

    /** A video has what its definition says, in the order of its JSON; what isn't a field stands in the document. */
    private void completeVideo(ObjectNode schemas) {
        ObjectNode video = (ObjectNode) schemas.get("Video");
        Map<String, JsonNode> fields = Arrays.stream(VideoField.values())
                .collect(Collectors.toMap(VideoField::fieldName, field -> referring(field.schema(), schemas)));
        JsonNode others = video.remove("properties");
        ArrayNode required = video.putArray("required");
        ObjectNode properties = video.putObject("properties");
        for (String name : VideoJson.names()) {
            required.add(name);
            properties.set(name, fields.containsKey(name) ? fields.get(name) : others.required(name));
        }
    }

    /** The same schema with references where the document has a name for a part of it. */
    private JsonNode referring(JsonNode schema, ObjectNode schemas) {
        for (Map.Entry<String, JsonNode> named : schemas.properties()) {
            if (named.getValue().equals(schema)) {
                return reference(named.getKey());
            }
        }
        if (schema instanceof ObjectNode object) {
            object.properties().forEach(part -> part.setValue(referring(part.getValue(), schemas)));
        }
        return schema;
    }

    private void expand(String address, JsonNode path, ObjectNode operation) {
        Map<String, JsonNode> responses = new TreeMap<>();
        operation.path("responses").properties().forEach(given -> responses.put(given.getKey(), given.getValue()));
        operation.path(ANSWER).properties().forEach(answer -> responses.put(answer.getKey(), success(answer)));
        JsonNode role = operation.get(ROLE);
        if (address.startsWith("/api/")) {
            refuse(responses, 400, 406, 429, 500, 503);
            if (operation.has("requestBody")) {
                refuse(responses, 408, 413, 415, 422);
            }
            if (operation.has("parameters")) {
                refuse(responses, 422);
            }
            if (role != null) {
                refuse(responses, 401, 403);
            }
        }
        operation.path(REFUSES).forEach(status -> refuse(responses, status.asInt()));
        responses.values().stream()
                .filter(response -> !response.has("$ref"))
                .forEach(response -> addHeaders((ObjectNode) response));
        if (role != null) {
            operation.set("security", nodes.arrayNode().add(nodes.objectNode().set("bearer", nodes.arrayNode())));
            operation.put(
                    "description",
                    (operation.path("description").asString("") + "\n\nNeeds the role " + Role.valueOf(role.asString())
                                    + ".")
                            .strip());
        }
        operation.remove(ANSWER);
        operation.remove(REFUSES);
        ObjectNode expanded = nodes.objectNode();
        responses.forEach(expanded::set);
        operation.set("responses", expanded);
    }

    private JsonNode success(Map.Entry<String, JsonNode> answer) {
        ObjectNode response = nodes.objectNode();
        if (answer.getValue().isNull()) {
            return response.put("description", "What the client has is up to date");
        }
        response.put("description", "Done");
        response.putObject("content")
                .putObject("application/json")
                .set("schema", withProperty("Envelope", "data", answer.getValue()));
        return response;
    }

    private void refuse(Map<String, JsonNode> responses, int... statuses) {
        for (int status : statuses) {
            responses.put(
                    Integer.toString(status),
                    nodes.objectNode().put("$ref", "#/components/responses/" + REFUSED + status));
        }
    }

    private ObjectNode refusal(int status, String why) {
        ObjectNode response = nodes.objectNode().put("description", why);
        ObjectNode content = response.putObject("content").putObject("application/json");
        content.set("schema", withProperty("Refusal", "code", nodes.objectNode().put("const", status)));
        ObjectNode example = content.putObject("example");
        example.put("code", status).put("message", why);
        if (status == 422) {
            example.putObject("data")
                    .putArray("errors")
                    .addObject()
                    .put("field", "size")
                    .put("message", "must be from 1 to 200");
        } else {
            example.putNull("data");
        }
        example.put("trace_id", "b2f6c1de7a0443f5");
        addHeaders(response);
        if (status == 429) {
            header(response, "Retry-After", "RetryAfter");
        }
        return response;
    }

    /** What generators of clients understand: they look at nothing that stands beside a reference. */
    private ObjectNode withProperty(String schema, String name, JsonNode property) {
        ObjectNode both = nodes.objectNode();
        ObjectNode more = both.putArray("allOf").add(reference(schema)).addObject();
        more.put("type", "object").putArray("required").add(name);
        more.putObject("properties").set(name, property);
        return both;
    }

    private void addHeaders(ObjectNode response) {
        header(response, "X-Trace-ID", "TraceId");
        header(response, "RateLimit", "RateLimit");
        header(response, "RateLimit-Policy", "RateLimitPolicy");
    }

    private static void header(ObjectNode response, String name, String component) {
        response.withObjectProperty("headers").putObject(name).put("$ref", "#/components/headers/" + component);
    }

    private ObjectNode reference(String schema) {
        return nodes.objectNode().put("$ref", "#/components/schemas/" + schema);
    }
}
