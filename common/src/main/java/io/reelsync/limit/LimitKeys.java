package io.reelsync.limit;

/** Where Redis keeps the state of one source; the braces put all of it on one node of a Redis cluster. */
record LimitKeys(String prefix) {

    static LimitKeys of(LimitSettings settings, String source) {
        return new LimitKeys(settings.namespace() + ":limit:{" + source + "}:");
    }

    /** The channel on which the names of sources are told that are left alone from now on. */
    static String pausesOf(LimitSettings settings) {
        return settings.namespace() + ":limit:pauses";
    }

    /** The slots, and the last pause: one hash, since every permit asks for both. */
    String state() {
        return prefix + "state";
    }

    /** When each of a fast source's lanes is free again. */
    String lanes() {
        return prefix + "lanes";
    }

    String pages(String kind, String route) {
        return prefix + "last-pages:" + kind + ":" + route;
    }

    String titles() {
        return prefix + "last-titles";
    }

    String uses() {
        return prefix + "uses";
    }
}
