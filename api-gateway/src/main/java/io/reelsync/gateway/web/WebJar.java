package io.reelsync.gateway.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** A library for browsers that came in a jar. */
public final class WebJar {
    private WebJar() {}

    /** Where its files are, as Spring names it: the folder is called after the version that is on the class path. */
    public static String folder(String group, String name) {
        String description = "/META-INF/maven/" + group + "/" + name + "/pom.properties";
        try (InputStream file = WebJar.class.getResourceAsStream(description)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            Properties properties = new Properties();
            properties.load(file);
            return "classpath:/META-INF/resources/webjars/" + name + "/" + properties.getProperty("version") + "/";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
