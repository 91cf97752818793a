package io.reelsync.gateway.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values by the schemas of the description, most of them as described and some as no client should send them. */
final class RandomValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_ITEMS = 4;
    /** What breaks programs: syntax of other languages, signs that don't show, numbers beyond each type. */
    private static final String[] NASTY = {
        "",
        " ",
        "'",
        "\" OR 1=1 --",
        "%",
        "_",
        "\\",
        "!",
        "../../etc/passwd",
        "${jndi:ldap://127.0.0.1/a}",
        "<script>alert(1)</script>",
        "=1+1",
        "\u0000",
        "\r\nSet-Cookie: a=b",
        "\u202e\u200b\ufeff",
        "\ud83d\ude00\ud83c\uddfa\ud83c\uddf3",
        "\ud800",
        "-1",
        "0",
        "1e309",
        "NaN",
        "9999999999999999999999",
        "null",
        "true",
        "[]",
        "{}",
        "你好，世界",
        "İıŞş",
        "a".repeat(5000)
    };

    private final OpenApi api;
    /** Values that mean something here, by the name of a property or parameter. */
    private final Map<String, List<String>> known = new HashMap<>();

    RandomValues(OpenApi api) {
        this.api = api;
    }

    void know(String name, List<String> values) {
        known.computeIfAbsent(name, key -> new ArrayList<>()).addAll(values);
    }

    /** A value for a property or parameter of that name. */
    Arbitrary<JsonNode> value(String name, JsonNode schema) {
        List<Tuple.Tuple2<Integer, Arbitrary<JsonNode>>> ways = new ArrayList<>();
        ways.add(Tuple.of(10, described(api.resolve(schema))));
        ways.add(Tuple.of(2, nasty()));
        ways.add(Tuple.of(1, anything()));
        if (known.containsKey(name)) {
            ways.add(Tuple.of(12, Arbitraries.of(known.get(name)).map(NODES::stringNode)));
        }
        return Arbitraries.frequencyOf(ways);
    }

    /** A body by its schema: all that is required and some of the rest, with a property too many now and then. */
    Arbitrary<JsonNode> object(JsonNode given) {
        JsonNode schema = api.resolve(given);
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        List<Arbitrary<Map.Entry<String, JsonNode>>> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            double missing = required.contains(property.getKey()) ? 0.05 : 0.5;
            entries.add(value(property.getKey(), property.getValue())
                    .injectNull(missing)
                    .map(value ->
                            value == null ? Map.entry("", NODES.nullNode()) : Map.entry(property.getKey(), value)));
        }
        entries.add(Arbitraries.frequencyOf(
                Tuple.of(30, Arbitraries.just(Map.entry("", (JsonNode) NODES.nullNode()))),
                Tuple.of(1, anything().map(value -> Map.entry("role", value))),
                Tuple.of(1, anything().map(value -> Map.entry("no_such_field", value)))));
        return Combinators.combine(entries).as(all -> {
            ObjectNode object = NODES.objectNode();
            all.stream()
                    .filter(entry -> !entry.getKey().isEmpty())
                    .forEach(entry -> object.set(entry.getKey(), entry.getValue()));
            return object;
        });
    }

    /** The text of a body: JSON, or what somebody else would send. */
    Arbitrary<String> body(JsonNode schema) {
        return Arbitraries.frequencyOf(
                Tuple.of(20, object(schema).map(JsonNode::toString)),
                Tuple.of(1, anything().map(JsonNode::toString)),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                "",
                                "{",
                                "{\"a\":1}{\"b\":2}",
                                "{\"a\":1,\"a\":2}",
                                "[".repeat(1000),
                                "\u0000",
                                "{\"username\":\"\\ud800\"}",
                                "<a/>")));
    }

    private Arbitrary<JsonNode> described(JsonNode schema) {
        if (schema.has("enum")) {
            return Arbitraries.of(schema.get("enum").valueStream().toList());
        }
        JsonNode types = schema.path("type");
        String type = types.isArray() ? types.get(0).asString() : types.asString("");
        return switch (type) {
            case "string" -> text(schema);
            case "integer" ->
                Arbitraries.longs()
                        .between(
                                schema.path("minimum").asLong(-10),
                                schema.path("maximum").asLong(1_000_000))
                        .map(NODES::numberNode);
            case "number" ->
                Arbitraries.doubles()
                        .between(
                                schema.path("minimum").asDouble(-10),
                                schema.path("maximum").asDouble(100))
                        .ofScale(2)
                        .map(NODES::numberNode);
            case "boolean" -> Arbitraries.of(NODES.booleanNode(true), NODES.booleanNode(false));
            case "array" ->
                described(api.resolve(schema.path("items")))
                        .list()
                        .ofMinSize(0)
                        .ofMaxSize(MOST_ITEMS)
                        .map(items -> JSON.valueToTree(items));
            case "object" -> object(schema);
            default -> anything();
        };
    }

    private static Arbitrary<JsonNode> text(JsonNode schema) {
        JsonNode examples = schema.path("examples");
        Arbitrary<String> some = Arbitraries.strings()
                .ofMinLength(schema.path("minLength").asInt(0))
                .ofMaxLength(Math.min(schema.path("maxLength").asInt(40), 300));
        Arbitrary<String> plain = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(20);
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(18);
        Arbitrary<String> given = examples.isEmpty()
                ? plain
                : Arbitraries.of(examples.valueStream().map(JsonNode::asString).toList());
        return Arbitraries.oneOf(some, plain, digits, given).map(NODES::stringNode);
    }

    private static Arbitrary<JsonNode> nasty() {
        return Arbitraries.of(NASTY).map(NODES::stringNode);
    }

    private static Arbitrary<JsonNode> anything() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(NODES::numberNode),
                Arbitraries.doubles().map(NODES::numberNode),
                Arbitraries.strings().ofMaxLength(50).map(NODES::stringNode),
                Arbitraries.just(NODES.nullNode()),
                Arbitraries.just(NODES.booleanNode(true)),
                Arbitraries.just(NODES.arrayNode().add(1).add("a").addNull()),
                Arbitraries.just(NODES.objectNode().put("a", 1)));
    }
}
