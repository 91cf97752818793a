package io.reelsync.terminal;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.JsonNode;

/** A command that asks a gateway. */
abstract class GatewayCommand implements Callable<Integer> {
    static final int OK = 0;
    static final int NOT_WELL = 1;

    @ParentCommand
    private @Nullable TerminalCommand terminal;

    @Override
    public final Integer call() {
        try (GatewayClient gateway = terminal().gateway()) {
            return ask(gateway);
        }
    }

    /** @return the exit code */
    abstract int ask(GatewayClient gateway);

    final PrintWriter out() {
        return terminal().out();
    }

    final boolean json() {
        return terminal().json();
    }

    /** @return whether the answer was written as JSON */
    final boolean wroteJson(JsonNode answer) {
        return terminal().wroteJson(answer);
    }

    private TerminalCommand terminal() {
        return Objects.requireNonNull(terminal);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    static List<String> names(JsonNode sources) {
        return sources.valueStream().map(one -> one.path("name").asString()).toList();
    }
}
