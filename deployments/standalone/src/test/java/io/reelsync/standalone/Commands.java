package io.reelsync.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The blocks of commands in the README and the docs, and those among them that a test can't run, each with its reason. */
final class Commands {
    private static final Pattern SHELL = Pattern.compile("(?ms)^```sh\\n(.*?)^```");
    private static final String DOCKER = "Docker";
    private static final String CLUSTER = "a cluster: ClusterCommandTest runs one";
    private static final String SERVERS = "servers at fixed addresses, with passwords of an example";
    private static final String LONG = "takes minutes to hours, and is tested by itself";

    /** By page and how the block begins. */
    private static final Map<String, String> NOT_RUN = Map.ofEntries(
            Map.entry("README.md ./reelsync up --live", "Douban itself"),
            Map.entry("README.md deployments/docker/make-env", DOCKER),
            Map.entry("README.md ./reelsync cluster up", CLUSTER),
            Map.entry("README.md ./reelsync test", LONG),
            Map.entry("docs/adding-a-source.md ", "Maven and folders of one's own: AddedSourceTest does the same"),
            Map.entry("docs/configuration.md export ETCDCTL_API", SERVERS),
            Map.entry("docs/configuration.md etcdctl put", SERVERS),
            Map.entry("docs/configuration.md etcdctl compaction", SERVERS),
            Map.entry("docs/deploying.md deployments/docker/make-env", DOCKER),
            Map.entry("docs/deploying.md alias compose", DOCKER),
            Map.entry("docs/deploying.md compose up", DOCKER),
            Map.entry("docs/deploying.md docker compose", DOCKER),
            Map.entry("docs/deploying.md compose exec", DOCKER),
            Map.entry("docs/deploying.md compose stop", DOCKER),
            Map.entry("docs/deploying.md for service in", DOCKER),
            Map.entry("docs/deploying.md ./reelsync cluster up", CLUSTER),
            Map.entry("docs/deploying.md cat > cluster.env", SERVERS),
            Map.entry("docs/operating.md ./reelsync cluster up", CLUSTER),
            Map.entry("docs/operating.md ./reelsync cluster scale", CLUSTER),
            Map.entry("docs/performance.md ./reelsync bench", LONG),
            Map.entry("docs/performance.md REELSYNC_ADMIN_PASSWORD", "Lighthouse, which npm has to get"),
            Map.entry("docs/reliability.md ./reelsync chaos", LONG),
            Map.entry("docs/servers.md java -cp /app", DOCKER),
            Map.entry("docs/servers.md mysql ", SERVERS),
            Map.entry("docs/servers.md rabbitmqctl ", SERVERS),
            Map.entry("docs/security.md export REELSYNC_REQUESTS", "scanners, which take hours"),
            Map.entry("docs/security.md GATEWAY=", "scanners, which take hours"));

    private Commands() {}

    /**
     * One block.
     *
     * @param page its place below the project's folder
     */
    record Block(String page, String script) {
        boolean isRun() {
            return NOT_RUN.keySet().stream().noneMatch(this::begins);
        }

        private boolean begins(String place) {
            return (page + " " + script).startsWith(place);
        }
    }

    /** All blocks, in the order in which they stand. */
    static List<Block> in(Path home) throws IOException {
        List<Block> blocks = new ArrayList<>();
        try (Stream<Path> docs = Files.walk(home.resolve("docs"))) {
            Stream.concat(Stream.of(home.resolve("README.md")), docs.sorted())
                    .filter(page -> page.toString().endsWith(".md"))
                    // DocsTest sees to it that the commands there are the same.
                    .filter(page -> !page.toString().endsWith(".zh-CN.md"))
                    .forEach(page -> blocks.addAll(in(home, page)));
        }
        return blocks;
    }

    private static List<Block> in(Path home, Path page) {
        try {
            Matcher block = SHELL.matcher(Files.readString(page));
            return block.results()
                    .map(found -> new Block(home.relativize(page).toString(), found.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An exception that no block needs any more. */
    static Optional<String> needless(List<Block> blocks) {
        return NOT_RUN.keySet().stream()
                .filter(place -> blocks.stream().noneMatch(block -> block.begins(place)))
                .findFirst();
    }
}
