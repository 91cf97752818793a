package io.reelsync.gateway.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.reelsync.gateway.Client.Answer;
import io.reelsync.gateway.Gateway;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description that a running gateway gives out, and a judge of answers by it. */
public final class OpenApi {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private final JsonNode document;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new HashMap<>();

    public OpenApi(Gateway gateway) {
        document = gateway.as("VIEWER").get("/v3/api-docs").json();
    }

    /** One call of the API. */
    public record Operation(String method, String path, JsonNode description, List<JsonNode> parameters) {
        @Override
        public String toString() {
            return method.toUpperCase() + " " + path;
        }
    }

    public JsonNode document() {
        return document;
    }

    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(entry -> {
                    if (METHODS.contains(entry.getKey())) {
                        List<JsonNode> parameters = new ArrayList<>();
                        path.getValue().path("parameters").forEach(given -> parameters.add(resolve(given)));
                        entry.getValue().path("parameters").forEach(given -> parameters.add(resolve(given)));
                        operations.add(new Operation(entry.getKey(), path.getKey(), entry.getValue(), parameters));
                    }
                }));
        return operations;
    }

    /** What a reference stands for. */
    public JsonNode resolve(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null
                ? node
                : resolve(document.at(reference.asString().substring(1)));
    }

    /** What an answer has that the description doesn't allow; empty where all is as described. */
    public List<String> faults(Operation operation, Answer answer) {
        JsonNode described = operation.description().get("responses").get(Integer.toString(answer.status()));
        if (described == null) {
            return List.of("status " + answer.status() + " is not described");
        }
        JsonNode response = resolve(described);
        List<String> faults = new ArrayList<>();
        if (answer.header("X-Trace-ID").isEmpty()) {
            faults.add("no X-Trace-ID");
        }
        JsonNode content = response.get("content");
        if (content == null) {
            return faults;
        }
        String type = answer.header("Content-Type").replaceFirst(";.*", "");
        if (!content.has(type)) {
            faults.add("content type '" + type + "' is not described");
        } else if (type.equals("application/json")) {
            String where = described.has("$ref")
                    ? described.get("$ref").asString().substring(1)
                    : "/paths/" + operation.path().replace("~", "~0").replace("/", "~1") + "/" + operation.method()
                            + "/responses/" + answer.status();
            schema(where + "/content/application~1json/schema")
                    .validate(answer.response().body(), InputFormat.JSON)
                    .stream()
                    .map(Error::toString)
                    .forEach(faults::add);
        }
        return faults;
    }

    /** The document's own schema at a place, with all that it refers to. */
    private Schema schema(String pointer) {
        return schemas.computeIfAbsent(pointer, place -> {
            ObjectNode root = JSON.createObjectNode();
            root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
            root.put("$ref", "#/document" + place);
            root.set("document", rewritten());
            return registry.getSchema(root.toString(), InputFormat.JSON);
        });
    }

    private JsonNode rewritten() {
        return JSON.readTree(document.toString().replace("\"#/components/", "\"#/document/components/"));
    }
}
