package io.reelsync.samplesite.control;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The calls below {@code /_}, by which tests in other processes steer the site. */
public final class ControlCalls {
    private final Misbehaviours misbehaviours;
    private final RequestLog log;

    public ControlCalls(Misbehaviours misbehaviours, RequestLog log) {
        this.misbehaviours = misbehaviours;
        this.log = log;
    }

    /** Only callers on this machine may steer. */
    public static boolean mayCall(SocketAddress caller) {
        return caller instanceof InetSocketAddress socket
                && Optional.ofNullable(socket.getAddress())
                        .map(InetAddress::isLoopbackAddress)
                        .orElse(false);
    }

    /**
     * Does what the call asks for.
     *
     * @return what to answer with; empty where there is no such call
     * @throws IllegalArgumentException where a parameter doesn't fit
     */
    public Optional<Object> call(String method, String path, Map<String, String> parameters) {
        return switch (method + " " + path) {
            case "POST /_misbehave" -> {
                misbehaviours.add(
                        parameters.getOrDefault("path", "/"),
                        kind(parameters.getOrDefault("kind", "")),
                        (int) number(parameters, "times"),
                        parameters.getOrDefault("arg", ""));
                yield Optional.of(misbehaviours.rules());
            }
            case "GET /_misbehave" -> Optional.of(misbehaviours.rules());
            case "DELETE /_misbehave" -> {
                misbehaviours.clear();
                yield Optional.of(misbehaviours.rules());
            }
            case "GET /_requests" -> Optional.of(log.since(number(parameters, "since")));
            case "DELETE /_requests" -> {
                log.clear();
                yield Optional.of(log.all());
            }
            default -> Optional.empty();
        };
    }

    private static Misbehaviour kind(String name) {
        return Arrays.stream(Misbehaviour.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "kind is one of %s, not \"%s\"".formatted(Arrays.toString(Misbehaviour.values()), name)));
    }

    private static long number(Map<String, String> parameters, String name) {
        String text = parameters.getOrDefault(name, "0");
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("%s is a whole number, not \"%s\"".formatted(name, text));
        }
        return Long.parseLong(text);
    }
}
