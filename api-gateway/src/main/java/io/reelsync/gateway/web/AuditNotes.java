package io.reelsync.gateway.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** What a call adds to its line of the audit log: what it was about, in a few words and without any secret. */
public final class AuditNotes {
    private static final String DETAIL = AuditNotes.class.getName() + ".detail";
    private static final String ACTOR = AuditNotes.class.getName() + ".actor";

    private AuditNotes() {}

    /** Says what the present request is about. */
    public static void add(String detail) {
        set(DETAIL, detail);
    }

    /** Names who makes the present request, where it isn't made with a credential. */
    public static void actor(String name) {
        set(ACTOR, name);
    }

    /** The request attribute that holds it. */
    public static String detailAttribute() {
        return DETAIL;
    }

    /** The request attribute that holds it. */
    public static String actorAttribute() {
        return ACTOR;
    }

    private static void set(String attribute, String value) {
        @Nullable RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(attribute, value, RequestAttributes.SCOPE_REQUEST);
        }
    }
}
