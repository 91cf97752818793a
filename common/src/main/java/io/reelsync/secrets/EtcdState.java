package io.reelsync.secrets;

import io.reelsync.startup.StartRefused;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What etcd holds for us at one of its revisions. Shows none of it.
 *
 * @param changedAt the revision that changed one of the two last; 0 where neither is there
 */
record EtcdState(@Nullable String secret, @Nullable String config, long revision, long changedAt) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final int LARGEST = 64 * 1024;

    boolean isEmpty() {
        return secret == null && config == null;
    }

    /**
     * What is ours of both, by our names; the secret wins.
     *
     * @throws StartRefused where it can't be read; says nothing of any value
     */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        if (config != null) {
            settings.putAll(config.stripLeading().startsWith("{") ? json(Etcd.CONFIG, config) : properties(config));
        }
        if (secret != null) {
            settings.putAll(json(Etcd.SECRET, secret));
        }
        return settings;
    }

    private static Map<String, String> json(String key, String text) {
        bounded(key, text);
        JsonNode read;
        try {
            read = JSON.readTree(text);
        } catch (JacksonException e) {
            // Its message would quote what it found.
            var at = e.getLocation();
            throw new StartRefused(key + " is not valid JSON"
                    + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
        }
        if (!read.isObject()) {
            throw new StartRefused(key + " is not a JSON object");
        }
        Map<String, String> settings = new TreeMap<>();
        read.properties()
                .forEach(property -> OwnSettings.name(property.getKey()).ifPresent(name -> {
                    JsonNode value = property.getValue();
                    if (value.isContainer()) {
                        throw new StartRefused(key + " has an object or a list instead of text for " + name);
                    }
                    if (!value.isNull()) {
                        settings.put(name, value.asString());
                    }
                }));
        return settings;
    }

    private static Map<String, String> properties(String text) {
        bounded(Etcd.CONFIG, text);
        Properties read = new Properties();
        try {
            read.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartRefused(Etcd.CONFIG + " is neither JSON nor properties");
        }
        Map<String, String> settings = new TreeMap<>();
        read.stringPropertyNames()
                .forEach(name -> OwnSettings.name(name).ifPresent(ours -> settings.put(ours, read.getProperty(name))));
        return settings;
    }

    private static void bounded(String key, String text) {
        if (text.length() > LARGEST) {
            throw new StartRefused(key + " is longer than " + LARGEST + " characters");
        }
    }

    @Override
    public String toString() {
        return "EtcdState[revision=" + revision + ", changedAt=" + changedAt + "]";
    }
}
