package io.reelsync.secrets;

import io.reelsync.startup.StartRefused;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The addresses of the members of one etcd. */
record EtcdAddress(List<URI> members) {
    private static final String SEPARATOR = ";";

    /**
     * @param text {@code http://host:2379} or {@code https://}, several with semicolons between
     * @throws StartRefused where it is none
     */
    static EtcdAddress parse(String text) {
        List<URI> members = Arrays.stream(text.split(SEPARATOR))
                .map(String::strip)
                .filter(member -> !member.isEmpty())
                .map(EtcdAddress::member)
                .toList();
        if (members.isEmpty()) {
            throw refused("names no address");
        }
        if (members.stream().map(URI::getScheme).distinct().count() > 1) {
            throw refused("mixes http and https");
        }
        return new EtcdAddress(members);
    }

    private static URI member(String text) {
        URI member;
        try {
            member = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw refused("has an address that can't be read");
        }
        if (member.getRawUserInfo() != null) {
            throw refused("has a user in an address: set REELSYNC_ETCD_USER and REELSYNC_ETCD_PASSWORD instead");
        }
        boolean known = "http".equals(member.getScheme()) || "https".equals(member.getScheme());
        if (!known || member.getHost() == null || member.getPort() < 1) {
            throw refused("has an address without http:// or https://, a host or a port");
        }
        return member;
    }

    boolean encrypted() {
        return members.get(0).getScheme().equals("https");
    }

    @Override
    public String toString() {
        return members.stream().map(URI::toString).collect(Collectors.joining(SEPARATOR));
    }

    private static StartRefused refused(String what) {
        return new StartRefused("etcd: in spring.config.import " + what
                + ": it is etcd:http://host:2379, further members after semicolons");
    }
}
