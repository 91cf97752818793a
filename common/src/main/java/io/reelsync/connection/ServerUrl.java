package io.reelsync.connection;

import io.reelsync.startup.StartRefused;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * An address as {@code scheme://user:password@host:port,host:port/more}. User, password and what follows the hosts may be
 * written as they are, or percent-encoded where they have signs that separate; what could be read in two ways is refused.
 *
 * @param user null where there is none
 * @param password null where there is none
 * @param hosts one or more, an IPv6 address in brackets
 * @param more what follows the hosts, from its first sign on; still encoded
 */
record ServerUrl(
        String scheme, @Nullable String user, @Nullable String password, List<Host> hosts, String more) {
    private static final String HOST = "(?:[\\w.-]+|\\[[\\p{XDigit}:.]+])(?::[0-9]{1,5})?";
    private static final String FORM =
            "(?<scheme>[a-z-]+)://(?:(?<account>.*%s)@)%s(?<hosts>" + HOST + "(?:," + HOST + ")*)(?<more>[/#?].*)?";
    private static final Pattern SHORTEST_ACCOUNT = Pattern.compile(FORM.formatted("?", "??"));
    private static final Pattern LONGEST_ACCOUNT = Pattern.compile(FORM.formatted("", "?"));
    private static final Pattern BETWEEN_WHOLE_ADDRESSES = Pattern.compile(",(?=[a-z-]+://)");
    private static final Pattern STRAY_PERCENT = Pattern.compile("%(?!\\p{XDigit}{2})");

    /** @param port 0 where none is given */
    record Host(String name, int port) {
        private static Host parse(String text) {
            int colon = text.endsWith("]") ? -1 : text.lastIndexOf(':');
            return colon < 0
                    ? new Host(text, 0)
                    : new Host(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        }

        int portOr(int usual) {
            return port == 0 ? usual : port;
        }
    }

    /**
     * Several whole addresses may stand there with commas between; the account, and what follows, are the first one's.
     *
     * @throws StartRefused where it can't be read; says nothing of what stands there
     */
    static ServerUrl parse(String text) {
        List<ServerUrl> all = Arrays.stream(BETWEEN_WHOLE_ADDRESSES.split(text))
                .map(ServerUrl::single)
                .toList();
        ServerUrl first = all.get(0);
        if (all.stream().anyMatch(other -> !other.scheme.equals(first.scheme))) {
            throw new StartRefused("mixes schemes");
        }
        List<Host> hosts = all.stream().flatMap(one -> one.hosts.stream()).toList();
        return new ServerUrl(first.scheme, first.user, first.password, hosts, first.more);
    }

    private static ServerUrl single(String text) {
        Matcher read = SHORTEST_ACCOUNT.matcher(text);
        Matcher other = LONGEST_ACCOUNT.matcher(text);
        if (!read.matches() || !other.matches()) {
            throw new StartRefused("can't be read");
        }
        if (!Objects.equals(read.group("account"), other.group("account"))) {
            throw new StartRefused(
                    "can be read in two ways (write %40 for an '@', and %2F for a '/', within a name or a password)");
        }
        String account = read.group("account");
        int colon = account == null ? -1 : account.indexOf(':');
        List<Host> hosts =
                Arrays.stream(read.group("hosts").split(",")).map(Host::parse).toList();
        if (hosts.stream().anyMatch(host -> host.port() > 65_535)) {
            throw new StartRefused("has a port beyond 65535");
        }
        return new ServerUrl(
                read.group("scheme"),
                account == null ? null : decoded(colon < 0 ? account : account.substring(0, colon)),
                colon < 0 ? null : decoded(Objects.requireNonNull(account).substring(colon + 1)),
                hosts,
                Objects.requireNonNullElse(read.group("more"), ""));
    }

    /** A percent sign that begins no code is one. */
    static String decoded(String text) {
        return StringUtils.uriDecode(STRAY_PERCENT.matcher(text).replaceAll("%25"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "ServerUrl[scheme=" + scheme + ", hosts=" + hosts + "]";
    }
}
