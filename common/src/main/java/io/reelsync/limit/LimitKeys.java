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

    String slots() {
        return prefix + "slots";
    }

    String pausedUntil() {
        return prefix + "paused-until";
    }

    String recovery() {
        return prefix + "recovery";
    }

    String pages(String kind, String route) {
        return prefix + "pages:" + kind + ":" + route;
    }

    String titles() {
        return prefix + "titles";
    }

    String uses() {
        return prefix + "uses";
    }
}
