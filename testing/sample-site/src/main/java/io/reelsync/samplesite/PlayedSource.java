package io.reelsync.samplesite;

import java.net.URI;
import java.util.Map;

/** The source whose site the sample site plays, and how that source is told to read it, or any other of the same shape. */
public final class PlayedSource {
    /** The name by which the services know the source. */
    public static final String NAME = "douban";

    /** Its feed of films. */
    public static final String FILMS = "movies";

    /** The name by which the services know the second source, TMDB. */
    public static final String SECOND = "tmdb";

    /** The setting without which the second source isn't there. */
    public static final String SECOND_TOKEN = "reelsync." + SECOND + ".token";

    /** The setting of its pace. */
    public static final String SECOND_RATE = "reelsync." + SECOND + ".rate";

    private PlayedSource() {}

    /**
     * The settings that lead the source to a site.
     *
     * @param site its address, without a slash at its end
     */
    public static Map<String, String> settings(URI site) {
        return Map.of(setting("web-url"), site.toString(), setting("api-url"), site.toString());
    }

    /**
     * The settings that lead the second source, TMDB, to what a sample site tells of the same titles in its shape.
     *
     * @param site its address, without a slash at its end
     */
    public static Map<String, String> second(URI site) {
        return Map.of(
                SECOND_TOKEN,
                "made-up",
                "reelsync." + SECOND + ".api-url",
                site + "/3",
                "reelsync." + SECOND + ".poster-url",
                site + "/3/p");
    }

    /** The full name of one of the source's settings, as {@code rate} or {@code list-size}. */
    public static String setting(String name) {
        return "reelsync." + NAME + "." + name;
    }
}
