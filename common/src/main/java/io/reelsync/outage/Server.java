package io.reelsync.outage;

import java.util.Locale;

/** A server that services need. */
public enum Server {
    MYSQL("The database"),
    RABBITMQ("RabbitMQ"),
    REDIS("Redis");

    private final String label;

    Server(String label) {
        this.label = label;
    }

    /** Its name for people, at the beginning of a sentence. */
    String label() {
        return label;
    }

    /** Its name in metrics, in health and in the API. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
