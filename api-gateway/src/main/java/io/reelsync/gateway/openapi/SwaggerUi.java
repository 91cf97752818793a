package io.reelsync.gateway.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which version of Swagger UI is on the class path: its folder is named after it. */
final class SwaggerUi {
    private static final String PROPERTIES = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private SwaggerUi() {}

    static String version() {
        try (InputStream file = SwaggerUi.class.getResourceAsStream(PROPERTIES)) {
            if (file == null) {
                throw new IllegalStateException("Swagger UI is missing from the class path");
            }
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
