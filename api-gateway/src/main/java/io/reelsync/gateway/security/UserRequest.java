package io.reelsync.gateway.security;

import io.reelsync.gateway.security.Passwords.Weakness;
import io.reelsync.gateway.web.Fields;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is asked for of a user: reads and checks the bodies of the calls on users. */
record UserRequest(String username, String password, Role role) {
    /** No space, control or bidirectional sign, by which one name could pass for another in a log. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{1,49}");

    /** @throws io.reelsync.gateway.web.InvalidFields where it can't be */
    static UserRequest ofNew(JsonNode body) {
        Fields fields = Fields.ofBody(body, Set.of("username", "password", "role"));
        String username = fields.requiredText("username");
        String password = fields.requiredText("password");
        Role role = fields.choice("role", fields.requiredText("role"), Role.class);
        if (!username.isEmpty() && !NAME.matcher(username).matches()) {
            fields.refuse("username", "user.name");
        }
        checkPassword(fields, "password", password, username);
        fields.check();
        return new UserRequest(username, password, Objects.requireNonNull(role));
    }

    /** @throws io.reelsync.gateway.web.InvalidFields where it can't be */
    static UserService.Change ofChange(JsonNode body, @Nullable String username) {
        Fields fields = Fields.ofBody(body, Set.of("password", "role", "disabled"));
        String password = fields.text("password");
        Role role = fields.choice("role", fields.text("role"), Role.class);
        Boolean disabled = fields.bool("disabled");
        if (password != null) {
            checkPassword(fields, "password", password, Objects.requireNonNullElse(username, ""));
        }
        if (body.isEmpty()) {
            fields.refuse("", "field.nothing");
        }
        fields.check();
        return new UserService.Change(role, disabled, password);
    }

    static void checkPassword(Fields fields, String field, String password, String username) {
        Weakness weakness = password.isEmpty() ? null : Passwords.weakness(password, username);
        if (weakness != null) {
            fields.refuse(field, "password." + weakness, Passwords.SHORTEST, Passwords.LONGEST_BYTES);
        }
    }
}
