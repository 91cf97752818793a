package io.reelsync.testservers;

import java.util.Objects;
import java.util.Properties;

/**
 * How a server is reached.
 *
 * @param user empty where the URL says all
 */
record ServerAddress(String url, String user, String password) {

    static ServerAddress of(String url) {
        return new ServerAddress(url, "", "");
    }

    static ServerAddress of(Properties properties) {
        return new ServerAddress(
                Objects.requireNonNull(properties.getProperty("url"), "url"),
                properties.getProperty("user", ""),
                properties.getProperty("password", ""));
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("url", url);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return properties;
    }
}
