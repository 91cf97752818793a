package io.reelsync.gateway.openapi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values by the schemas of the description, most of them as described and some as no client should send them. */
final class RandomValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_ITEMS = 4;
    /** What breaks programs: syntax of other languages, signs that don't show, numbers beyond each type. */
    private static final List<String> NASTY = List.of(
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
            "a".repeat(5000));

    private static final List<String> NO_BODIES = List.of(
            "",
            "{",
            "{\"a\":1}{\"b\":2}",
            "{\"a\":1,\"a\":2}",
            "[".repeat(1000),
            "\u0000",
            "{\"username\":\"\\ud800\"}",
            "<a/>");

    private final OpenApi api;
    private final RandomGenerator random;
    /** Values that mean something here, by the name of a property or parameter. */
    private final Map<String, List<String>> known = new HashMap<>();

    RandomValues(OpenApi api, RandomGenerator random) {
        this.api = api;
        this.random = random;
    }

    void know(String name, List<String> values) {
        known.computeIfAbsent(name, key -> new ArrayList<>()).addAll(values);
    }

    /** A value for a property or parameter of that name. */
    JsonNode value(String name, JsonNode schema) {
        List<String> meaningful = known.getOrDefault(name, List.of());
        int chance = random.nextInt(meaningful.isEmpty() ? 13 : 25);
        if (chance < 10) {
            return described(api.resolve(schema));
        }
        if (chance < 12) {
            return NODES.stringNode(oneOf(NASTY));
        }
        return chance < 13 ? anything() : NODES.stringNode(oneOf(meaningful));
    }

    /** The text of a body: JSON, or what somebody else would send. */
    String body(JsonNode schema) {
        int chance = random.nextInt(22);
        if (chance < 20) {
            return object(api.resolve(schema)).toString();
        }
        return chance < 21 ? anything().toString() : oneOf(NO_BODIES);
    }

    /** All that is required and some of the rest, with a property too many now and then. */
    private ObjectNode object(JsonNode schema) {
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::asString).toList();
        ObjectNode object = NODES.objectNode();
        schema.path("properties").properties().forEach(property -> {
            boolean there = required.contains(property.getKey()) ? random.nextInt(20) > 0 : random.nextBoolean();
            if (there) {
                object.set(property.getKey(), value(property.getKey(), property.getValue()));
            }
        });
        switch (random.nextInt(32)) {
            case 0 -> object.set("role", anything());
            case 1 -> object.set("no_such_field", anything());
            default -> {}
        }
        return object;
    }

    private JsonNode described(JsonNode schema) {
        if (schema.has("enum")) {
            return oneOf(schema.get("enum").valueStream().toList());
        }
        JsonNode types = schema.path("type");
        String type = types.isArray() ? types.get(0).asString() : types.asString("");
        return switch (type) {
            case "string" -> NODES.stringNode(text(schema));
            case "integer" ->
                NODES.numberNode(integer(
                        schema.path("minimum").asLong(-10),
                        schema.path("maximum").asLong(1_000_000)));
            case "number" ->
                NODES.numberNode(number(
                        schema.path("minimum").asDouble(-10),
                        schema.path("maximum").asDouble(100)));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "array" -> array(api.resolve(schema.path("items")));
            case "object" -> object(schema);
            default -> anything();
        };
    }

    private ArrayNode array(JsonNode items) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(MOST_ITEMS + 1); i > 0; i--) {
            array.add(described(items));
        }
        return array;
    }

    private String text(JsonNode schema) {
        List<String> examples =
                schema.path("examples").valueStream().map(JsonNode::asString).toList();
        return switch (random.nextInt(4)) {
            case 0 ->
                characters(
                        schema.path("minLength").asInt(0),
                        Math.min(schema.path("maxLength").asInt(40), 300));
            case 1 -> from("0123456789", 18);
            case 2 -> from("abcdefghijklmnopqrstuvwxyz0123456789", 20);
            default -> examples.isEmpty() ? from("abcdefghijklmnopqrstuvwxyz0123456789", 20) : oneOf(examples);
        };
    }

    private JsonNode anything() {
        return switch (random.nextInt(7)) {
            case 0 -> NODES.numberNode(integer(Long.MIN_VALUE, Long.MAX_VALUE));
            case 1 -> NODES.numberNode(Math.scalb(random.nextDouble() - 0.5, random.nextInt(-1074, 1024)));
            case 2 -> NODES.stringNode(characters(0, 50));
            case 3 -> NODES.nullNode();
            case 4 -> NODES.booleanNode(true);
            case 5 -> NODES.arrayNode().add(1).add("a").addNull();
            default -> NODES.objectNode().put("a", 1);
        };
    }

    /** The ends of the range, and what lies about 0, as often as the rest: there programs go wrong. */
    private long integer(long least, long most) {
        if (random.nextBoolean()) {
            long[] edges = LongStream.of(least, least + 1, -1, 0, 1, most - 1, most)
                    .filter(edge -> edge >= least && edge <= most)
                    .toArray();
            return edges[random.nextInt(edges.length)];
        }
        return least == most ? least : random.nextLong(least, most);
    }

    /** With two digits after the point. */
    private double number(double least, double most) {
        return switch (random.nextInt(4)) {
            case 0 -> least;
            case 1 -> most;
            default -> Math.rint(100 * random.nextDouble(least, most)) / 100;
        };
    }

    /** Any characters, halves of them too. */
    private String characters(int least, int most) {
        int[] points = IntStream.range(0, random.nextInt(least, most + 1))
                .map(i -> switch (random.nextInt(4)) {
                    case 0 -> random.nextInt(0x80);
                    case 1 -> random.nextInt(0x4E00, 0xA000);
                    case 2 -> random.nextInt(Character.MIN_SUPPLEMENTARY_CODE_POINT, Character.MAX_CODE_POINT + 1);
                    default -> random.nextInt(Character.MIN_SUPPLEMENTARY_CODE_POINT);
                })
                .toArray();
        return new String(points, 0, points.length);
    }

    private String from(String alphabet, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1, most + 1); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
