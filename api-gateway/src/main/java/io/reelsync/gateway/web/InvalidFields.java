package io.reelsync.gateway.web;

import java.util.List;

/** A request that was understood and has fields that can't be. Names every one of them. */
public class InvalidFields extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<InvalidField> fields;

    InvalidFields(List<InvalidField> fields) {
        super("invalid: " + fields, null, false, false);
        this.fields = fields;
    }

    List<InvalidField> fields() {
        return fields;
    }
}
