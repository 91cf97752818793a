package io.reelsync.localcluster;

import io.reelsync.samplesite.PlayedSource;
import io.reelsync.servers.DataFolder;
import io.reelsync.servers.Leftovers;
import io.reelsync.servers.Ports;
import io.reelsync.servers.ServerException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All that can be done to a cluster of one folder. Each call ends with the cluster's new state kept there. */
final class LocalCluster {
    private static final String SITE = "sample-site";
    private static final String LOCAL_RATE = "40/1s";
    private static final String PASSWORD = "admin-password";
    private static final String PASSWORD_VARIABLE = "REELSYNC_ADMIN_PASSWORD";

    private final DataFolder folder;
    private final Members members;
    private final NativeServers servers;
    private final Consumer<String> say;

    LocalCluster(DataFolder folder, Programs programs, Consumer<String> say) {
        this.folder = folder;
        this.members = new Members(folder, programs);
        this.servers = new NativeServers(folder);
        this.say = say;
    }

    /**
     * What is wanted of a cluster that is to run.
     *
     * @param counts how many of each role; where one is missing, as many as there are, or the usual number
     * @param firstPort of the first gateway, where there is none yet
     * @param source which site to read; one that runs keeps its own
     * @param settings more settings, above the environment's
     */
    record Wanted(Map<ServiceRole, Integer> counts, int firstPort, Site source, Map<String, String> settings) {}

    /** Which site is read. */
    enum Site {
        /** Nothing was said. */
        USUAL,
        /** The settings name it, or else it is the sources' own. */
        NAMED
    }

    /** Starts what isn't running: servers first, then services. Those that run keep their settings until a roll. */
    void up(Wanted wanted, Map<String, String> environment) {
        Optional<ClusterState> running = ClusterState.load(folder);
        if (running.isPresent() && wanted.source() == Site.NAMED) {
            throw new ServerException("a cluster keeps the site that it reads: end it with ./reelsync cluster down"
                    + " before you name another");
        }
        ClusterState before = running.orElse(new ClusterState(Map.of(), Map.of(), List.of()));
        Map<String, Integer> ports = new TreeMap<>(before.serverPorts());
        Map<String, String> settings = new TreeMap<>(before.environment());
        Map<String, String> now = new TreeMap<>(environment);
        now.entrySet()
                .removeIf(setting -> !Launch.isSetting(setting.getKey())
                        || setting.getValue().isBlank());
        NativeServers.putAside(ports, now);
        settings.putAll(now);
        settings.putAll(wanted.settings());
        List<Member> planned = plan(before.members(), counts(wanted, before), wanted.firstPort());
        say.accept("Starting the servers…");
        settings.putAll(servers.start(settings, ports));
        if (running.isPresent() ? ports.containsKey(SITE) : readsSampleSite(wanted, settings)) {
            settings.putAll(Launch.environment(PlayedSource.settings(site(ports))));
            settings.putIfAbsent(Launch.variable(PlayedSource.setting("rate")), LOCAL_RATE);
            settings.putIfAbsent("REELSYNC_CATALOG_RETRY_FIRST_DELAY", "1s");
        }
        putSecrets(settings);
        // The console would hold all of the log a second time, without an end.
        settings.putIfAbsent("LOGGING_THRESHOLD_CONSOLE", "off");
        ClusterState state = new ClusterState(settings, ports, before.members());
        state.store(folder);
        Keeper.startFor(folder);
        if (running.isPresent() && !settings.equals(before.environment())) {
            say.accept("Settings have changed: ./reelsync cluster roll gives them to what runs already.");
        }

        settle(state, planned);
        planned.stream()
                .filter(member -> member.role() == ServiceRole.GATEWAY)
                .findFirst()
                .ifPresent(gateway -> folder.noteGateway(gateway.port()));
    }

    private static Map<ServiceRole, Integer> counts(Wanted wanted, ClusterState before) {
        Map<ServiceRole, Integer> counts = new EnumMap<>(ServiceRole.class);
        for (ServiceRole role : ServiceRole.values()) {
            int there = before.of(role).size();
            counts.put(role, wanted.counts().getOrDefault(role, there == 0 ? usual(role) : there));
        }
        return counts;
    }

    private static boolean readsSampleSite(Wanted wanted, Map<String, String> settings) {
        return wanted.source() == Site.USUAL && !settings.containsKey(Launch.variable(PlayedSource.setting("web-url")));
    }

    private static int usual(ServiceRole role) {
        return role == ServiceRole.WORKER ? 2 : 1;
    }

    private URI site(Map<String, Integer> ports) {
        int port = ports.getOrDefault(SITE, 0);
        if (port == 0 || Leftovers.in(folder.resolve(SITE)).isEmpty()) {
            port = port == 0 ? Ports.free() : port;
            List<String> command = new ArrayList<>(Launch.java(folder.resolve(SITE)));
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.addAll(List.of("io.reelsync.samplesite.SampleSiteCommand", "--port", String.valueOf(port)));
            Launch.startProcess(command, Map.of(), folder.resolve(SITE));
            ports.put(SITE, port);
        }
        return Launch.url(port);
    }

    private void putSecrets(Map<String, String> settings) {
        if (!settings.containsKey(PASSWORD_VARIABLE)) {
            settings.put(PASSWORD_VARIABLE, folder.secret(PASSWORD, 15));
        }
        // Keys that come from elsewhere would be hidden by one in the environment.
        if (!settings.containsKey("REELSYNC_JWT_KEYS") && !settings.containsKey("SPRING_CONFIG_IMPORT")) {
            byte[] key = folder.secret("jwt-key", 32).getBytes(StandardCharsets.US_ASCII);
            settings.put("REELSYNC_JWT_KEYS", "cluster:" + Base64.getEncoder().encodeToString(key));
        }
    }

    /** Changes how many of some roles there are. */
    void scale(Map<ServiceRole, Integer> counts) {
        ClusterState state = running();
        int firstPort = state.of(ServiceRole.GATEWAY).stream()
                .mapToInt(Member::port)
                .min()
                .orElse(0);
        settle(state, plan(state.members(), counts, firstPort));
    }

    /** The members that there are to be; those that stay keep their ports. */
    private static List<Member> plan(List<Member> before, Map<ServiceRole, Integer> counts, int firstPort) {
        List<Member> planned = new ArrayList<>(before);
        planned.removeIf(member -> member.number() > counts.getOrDefault(member.role(), Integer.MAX_VALUE));
        counts.forEach((role, count) -> {
            long there =
                    planned.stream().filter(member -> member.role() == role).count();
            for (int number = (int) there + 1; number <= count; number++) {
                planned.add(new Member(role, number, portOf(role, number, firstPort)));
            }
        });
        return planned;
    }

    /** Ends who isn't planned, and starts who doesn't live. */
    private void settle(ClusterState before, List<Member> planned) {
        ClusterState state = before.withMembers(planned);
        state.store(folder);
        List<Member> surplus = before.members().stream()
                .filter(member -> !planned.contains(member))
                .toList();
        if (!surplus.isEmpty()) {
            say.accept("Ending " + names(surplus) + "…");
            members.stop(surplus);
        }
        List<Member> missing = planned.stream()
                .filter(member -> members.process(member).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            say.accept("Starting " + names(missing) + "…");
            missing.forEach(member -> members.start(member, state.environment()));
        }
        members.awaitReady(planned);
    }

    private static int portOf(ServiceRole role, int number, int firstPort) {
        if (role != ServiceRole.GATEWAY || firstPort == 0) {
            return Ports.free();
        }
        int port = firstPort + number - 1;
        if (!Ports.isFree(port)) {
            throw new ServerException("port " + port + " is taken: choose another first port with --port");
        }
        return port;
    }

    private static String names(List<Member> some) {
        return String.join(", ", some.stream().map(Member::name).toList());
    }

    /** Replaces every service's process by another, one after the other. */
    void roll() {
        ClusterState state = running();
        for (ServiceRole role : List.of(ServiceRole.SCHEDULER, ServiceRole.WORKER, ServiceRole.GATEWAY)) {
            for (Member member : state.of(role)) {
                long start = System.nanoTime();
                members.stop(List.of(member));
                members.start(member, state.environment());
                members.awaitReady(List.of(member));
                say.accept(String.format(
                        Locale.ROOT, "%s replaced in %.1f s", member.name(), (System.nanoTime() - start) / 1e9));
            }
        }
    }

    /** Ends everything that the folder's processes are; the data stays. */
    void down() {
        Keeper.endOf(folder);
        ClusterState.load(folder).ifPresent(state -> {
            say.accept("Ending " + names(state.members()) + "…");
            members.stop(state.members());
        });
        say.accept("Ending the servers…");
        servers.stop();
        Leftovers.reap(folder.path());
        ClusterState.remove(folder);
    }

    /** What runs and what doesn't. */
    List<StatusRow> status() {
        ClusterState state = running();
        List<StatusRow> rows = new ArrayList<>();
        for (Member member : state.members()) {
            rows.add(StatusRow.of(
                    member.name(),
                    members.process(member),
                    Launch.isReady(member.port()) ? "ready" : "not ready",
                    Launch.url(member.port()).toString(),
                    members.folderOf(member).resolve("app.log")));
        }
        state.serverPorts()
                .forEach((name, port) -> rows.add(StatusRow.of(
                        name,
                        servers.process(name),
                        Ports.isFree(port) ? "not ready" : "ready",
                        "127.0.0.1:" + port,
                        folder.resolve(name).resolve(name.equals(SITE) ? "console.log" : name + ".log"))));
        return rows;
    }

    /** The administrator's password, or where it came from. */
    String password() {
        String made = folder.secretIfThere(PASSWORD);
        return made != null ? made : "as given in " + PASSWORD_VARIABLE + " at the first start";
    }

    private ClusterState running() {
        return ClusterState.load(folder)
                .orElseThrow(() -> new ServerException("no cluster runs in " + folder.path()
                        + ": start one with ./reelsync cluster up, or name its folder with --data"));
    }
}
