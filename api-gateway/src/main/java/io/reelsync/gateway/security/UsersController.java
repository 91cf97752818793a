package io.reelsync.gateway.security;

import io.reelsync.gateway.web.ApiException;
import io.reelsync.gateway.web.AuditNotes;
import io.reelsync.gateway.web.Envelope;
import io.reelsync.gateway.web.Fields;
import io.reelsync.gateway.web.Listing;
import io.reelsync.gateway.web.Paging;
import io.reelsync.gateway.web.PathId;
import io.reelsync.gateway.web.Responses;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Where administrators manage users. */
@RestController
@RequestMapping("/api/users")
class UsersController {
    private static final Logger log = LoggerFactory.getLogger(UsersController.class);

    private final Users users;
    private final Accounts accounts;
    private final UserService userService;
    private final Sessions sessions;
    private final Responses responses;

    UsersController(Users users, Accounts accounts, UserService userService, Sessions sessions, Responses responses) {
        this.users = users;
        this.accounts = accounts;
        this.userService = userService;
        this.sessions = sessions;
        this.responses = responses;
    }

    /** @param id as a string: numbers in JSON lose digits beyond 2^53 */
    record UserJson(
            String id,
            String username,
            Role role,
            boolean disabled,
            int sessions,
            @Nullable Instant createdAt) {
        static UserJson of(User user, int sessions) {
            return new UserJson(
                    Long.toString(user.id()),
                    user.username(),
                    Objects.requireNonNull(user.role()),
                    user.disabled(),
                    sessions,
                    user.createdAt());
        }
    }

    @GetMapping
    ResponseEntity<Envelope<Listing<UserJson>>> list(@RequestParam Map<String, String> query) {
        Fields fields = Fields.ofQuery(query, "page", "size");
        Paging paging = Paging.of(fields, query);
        fields.check();
        List<User> found = users.page(paging);
        Map<Long, Integer> open =
                sessions.countOpen(found.stream().map(User::id).toList());
        List<UserJson> items = found.stream()
                .map(user -> UserJson.of(user, open.getOrDefault(user.id(), 0)))
                .toList();
        return responses.ok(new Listing<>(items, paging.page(), paging.size(), users.count()));
    }

    @PostMapping
    ResponseEntity<Envelope<UserJson>> create(@RequestBody JsonNode body, @AuthenticationPrincipal Caller admin) {
        UserRequest request = UserRequest.ofNew(body);
        AuditNotes.add("user " + request.username() + " as " + request.role());
        User user = accounts.addIfAbsent(request.username(), request.password(), request.role())
                .orElseThrow(() -> new ApiException(HttpStatus.CONFLICT, "user.taken"));
        log.info("{} has added user {} as {}", admin.username(), user.username(), user.role());
        return responses.created("user.created", UserJson.of(user, 0));
    }

    @PatchMapping("/{id}")
    ResponseEntity<Envelope<UserJson>> change(
            @PathVariable String id, @RequestBody JsonNode body, @AuthenticationPrincipal Caller admin) {
        User user = find(id);
        UserService.Change change = UserRequest.ofChange(body, user.username());
        AuditNotes.add("user " + user.username() + ": " + describe(change));
        switch (userService.change(user.id(), change)) {
            case NO_SUCH_USER -> throw ApiException.notFound();
            case LAST_ADMIN -> throw new ApiException(HttpStatus.CONFLICT, "user.last_admin");
            case DONE -> log.info("{} has changed user {}: {}", admin.username(), user.username(), describe(change));
        }
        int open = sessions.countOpen(List.of(user.id())).getOrDefault(user.id(), 0);
        return responses.ok("user.changed", UserJson.of(find(id), open));
    }

    private User find(String id) {
        return PathId.parse(id).flatMap(users::find).orElseThrow(ApiException::notFound);
    }

    private static String describe(UserService.Change change) {
        StringBuilder text = new StringBuilder();
        if (change.role() != null) {
            text.append(" role ").append(change.role());
        }
        if (change.disabled() != null) {
            text.append(change.disabled() ? " disabled" : " enabled");
        }
        if (change.password() != null) {
            text.append(" new password");
        }
        return text.toString().strip();
    }
}
