package io.reelsync.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A setting as the code declares it.
 *
 * @param name as it is written in an application.yaml
 * @param defaultValue as it is written in the environment; empty where there is none
 * @param meaning its description, as Markdown
 * @param place where it stands in the record that declares it
 */
record Setting(String name, String defaultValue, String meaning, int place) {

    /** All of ours, as the configuration processor found them in all modules, in their records' order. */
    static List<Setting> all() throws IOException {
        List<Setting> settings = new ArrayList<>();
        for (URL resource : Collections.list(
                Setting.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream json = resource.openStream()) {
                for (JsonNode property : JsonMapper.shared().readTree(json).path("properties")) {
                    if (property.path("name").asString().startsWith("reelsync.")) {
                        settings.add(of(property));
                    }
                }
            }
        }
        settings.sort(Comparator.comparing(Setting::place));
        return settings;
    }

    private static Setting of(JsonNode property) {
        String name = property.path("name").asString();
        String meaning = property.path("description")
                .asString("")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replaceAll("\\.$", "");
        String type = property.path("sourceType").asString("");
        return new Setting(
                name, written(property.path("defaultValue")), meaning, type.isEmpty() ? 0 : place(name, type));
    }

    /** The name in the environment. */
    static String variableOf(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    String variable() {
        return variableOf(name);
    }

    /** Whether it is this setting, or one below it. */
    boolean isOf(String nameOrPrefix) {
        return name.equals(nameOrPrefix) || name.startsWith(nameOrPrefix + ".");
    }

    /** A list without brackets, with commas between. */
    private static String written(JsonNode value) {
        String text = value.asString("");
        return text.matches("\\[.*]") ? text.substring(1, text.length() - 1).replace(", ", ",") : text;
    }

    private static int place(String name, String type) {
        try {
            return Arrays.stream(Class.forName(type).getRecordComponents())
                    .map(RecordComponent::getName)
                    .map(component -> component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                    .toList()
                    .indexOf(name.substring(name.lastIndexOf('.') + 1));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
