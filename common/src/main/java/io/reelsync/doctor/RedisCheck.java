package io.reelsync.doctor;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** Runs every command of our scripts on a key under our namespace, which is gone afterwards. */
final class RedisCheck implements Check {
    private static final long ANSWERS_WITHIN_SECONDS = 5;
    private static final String OLDEST = "6.2";

    /** Answers the time, and of each command that is refused the server's words. */
    private static final String EVERY_COMMAND = """
            local commands = {
              {'TIME'}, {'EXISTS', KEYS[1]}, {'SET', KEYS[1], '1'}, {'GET', KEYS[1]}, {'INCR', KEYS[1]}, {'DECR', KEYS[1]},
              {'EXPIRE', KEYS[1], '60'}, {'PEXPIRE', KEYS[1], '60000'}, {'PTTL', KEYS[1]}, {'DEL', KEYS[1]},
              {'HSET', KEYS[1], 'a', '1'}, {'HGET', KEYS[1], 'a'}, {'HMGET', KEYS[1], 'a'}, {'HGETALL', KEYS[1]},
              {'HINCRBY', KEYS[1], 'a', '1'}, {'HDEL', KEYS[1], 'a'}, {'DEL', KEYS[1]},
              {'LPUSH', KEYS[1], '1'}, {'LTRIM', KEYS[1], '0', '0'}, {'LRANGE', KEYS[1], '0', '-1'}, {'DEL', KEYS[1]}}
            local refused = {}
            for _, command in ipairs(commands) do
              local answer = redis.pcall(unpack(command))
              if type(answer) == 'table' and answer.err then
                refused[#refused + 1] = command[1] .. ': ' .. answer.err
              end
            end
            return refused""";

    private static final String INFO = """
            local answer = redis.pcall('INFO', ARGV[1])
            return type(answer) == 'table' and (answer.err or answer.verbatim_string and answer.verbatim_string.string)
              or answer""";

    private final Supplier<RedissonClient> redisson;
    private final String address;
    private final String namespace;
    private final Clock clock;

    RedisCheck(Supplier<RedissonClient> redisson, String address, String namespace, Clock clock) {
        this.redisson = redisson;
        this.address = address;
        this.namespace = namespace;
        this.clock = clock;
    }

    @Override
    public String server() {
        return "redis";
    }

    @Override
    public String cure() {
        return "start Redis at " + address + ", or correct REELSYNC_REDIS_URL; let its user run scripts (+eval +ping)";
    }

    @Override
    public void look(Findings findings) throws Exception {
        RedissonClient client = redisson.get();
        findings.ok("answers at " + address
                + (address.startsWith("rediss:") ? ", over TLS, certificate and host name verified" : ", without TLS"));
        List<String> refused = run(client, EVERY_COMMAND, RScript.ReturnType.LIST, "");
        if (refused.isEmpty()) {
            findings.ok("reads and writes keys that begin with " + namespace + ":, in scripts");
        } else {
            findings.fail(String.join("; ", refused), cureOf(refused.get(0)));
        }
        checkServer(findings, client);
        checkClock(findings, client);
    }

    private String cureOf(String refused) {
        if (refused.contains("READONLY")) {
            return "name the primary in REELSYNC_REDIS_URL: this one is a replica";
        }
        return refused.contains("OOM")
                ? "raise its maxmemory: it takes no more"
                : "ACL SETUSER name ~" + namespace + ":* +@read +@write +@scripting +@connection +time +info";
    }

    private void checkServer(Findings findings, RedissonClient client) throws Exception {
        String info = text(client, "server");
        String version = value(info, "redis_version");
        if (version.isEmpty()) {
            findings.ok("version and policy aren't told (" + info.strip() + "); +info lets them be");
            return;
        }
        if (compareVersions(version, OLDEST) < 0) {
            findings.warn("version " + version, "use " + OLDEST + " or newer");
        } else {
            findings.ok("version " + version + ", role " + value(text(client, "replication"), "role"));
        }
        String policy = value(text(client, "memory"), "maxmemory_policy");
        if (policy.equals("noeviction")) {
            findings.ok("maxmemory-policy is noeviction");
        } else {
            findings.warn(
                    "maxmemory-policy is " + policy + ": where memory is short it forgets pauses and permits",
                    "CONFIG SET maxmemory-policy noeviction, and in redis.conf");
        }
    }

    private void checkClock(Findings findings, RedissonClient client) throws Exception {
        Instant before = clock.instant();
        List<Object> time = run(client, "return redis.pcall('TIME')", RScript.ReturnType.LIST, "");
        long nanos = Long.parseLong(time.get(1).toString()) * 1000;
        Instant there = Instant.ofEpochSecond(Long.parseLong(time.get(0).toString()), nanos);
        Clocks.compare(findings, clock, before, there);
    }

    private String text(RedissonClient client, String section) throws Exception {
        return Objects.requireNonNullElse(run(client, INFO, RScript.ReturnType.STRING, section), "");
    }

    private <T> T run(RedissonClient client, String script, RScript.ReturnType answer, String argument)
            throws ExecutionException, TimeoutException, InterruptedException {
        String key = namespace + ":doctor:{" + UUID.randomUUID() + "}";
        return client.getScript(StringCodec.INSTANCE)
                .<T>evalAsync(RScript.Mode.READ_WRITE, script, answer, List.of(key), argument)
                .toCompletableFuture()
                .get(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    private static String value(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static int compareVersions(String one, String other) {
        return Runtime.Version.parse(plain(one)).compareTo(Runtime.Version.parse(plain(other)));
    }

    /** Java's own versions may not end with zeros. */
    private static String plain(String version) {
        return version.replaceAll("[^0-9.].*", "").replaceAll("(\\.0)+$", "");
    }
}
