package io.reelsync.startup;

import io.reelsync.outage.Outage;
import io.reelsync.telemetry.Texts;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.redisson.client.RedisException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.util.PlaceholderResolutionException;
import org.springframework.validation.FieldError;

/** Tells in one line, for people, why a start failed. */
public final class StartFailures {
    private StartFailures() {}

    public static String explain(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && causes.size() < 50; cause = cause.getCause()) {
            causes.add(cause);
        }
        return Texts.cut(
                find(causes, StartRefused.class)
                        .map(StartRefused::getMessage)
                        .or(() -> find(causes, PortInUseException.class)
                                .map(taken -> "port " + taken.getPort()
                                        + " is taken: set REELSYNC_PORT (--port for up) to a free one"))
                        .or(() -> find(causes, BindValidationException.class).map(StartFailures::invalid))
                        .or(() -> find(causes, BindException.class)
                                .filter(bad -> find(causes, PlaceholderResolutionException.class)
                                        .isEmpty())
                                .map(bad -> unreadable(bad, causes)))
                        .or(() -> find(causes, PlaceholderResolutionException.class)
                                .map(unknown -> "a setting's value names ${" + unknown.getPlaceholder()
                                        + "}, which isn't set: write \\${ for the signs themselves"))
                        .or(() -> find(causes, SQLException.class)
                                .map(sql -> "the database (REELSYNC_MYSQL_URL) does not take us: "
                                        + Outage.refusal(failure).orElseGet(() -> ServerRefusals.reason(causes))))
                        .or(() -> find(causes, RedisException.class)
                                .map(redis -> "Redis (REELSYNC_REDIS_URL) does not take us: "
                                        + ServerRefusals.reason(causes)))
                        .or(() -> find(causes, ConnectException.class)
                                .map(away -> "a server can't be reached: " + away.getMessage()))
                        .orElseGet(() -> ServerRefusals.reason(causes)),
                600);
    }

    private static String invalid(BindValidationException failure) {
        return failure.getValidationErrors().getAllErrors().stream()
                .map(error -> (error instanceof FieldError field
                                ? failure.getValidationErrors().getName() + "." + field.getField()
                                : error.getObjectName())
                        + " " + error.getDefaultMessage())
                .collect(Collectors.joining("; ", "", " (see docs/configuration.md)"));
    }

    private static String unreadable(BindException failure, List<Throwable> causes) {
        return failure.getName() + " can't be read: " + last(causes);
    }

    private static String last(List<Throwable> causes) {
        Throwable last = causes.get(causes.size() - 1);
        return Objects.requireNonNullElse(last.getMessage(), last.getClass().getSimpleName());
    }

    private static <T extends Throwable> Optional<T> find(List<Throwable> causes, Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
