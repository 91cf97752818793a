package io.reelsync.source;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a source's pictures are, and how they are asked for. Nothing else is ever fetched as a picture.
 *
 * @param rate the most requests for pictures in a time, of all workers together: a limit beside that of pages. Without one
 *     only own sites are asked
 * @param hosts the names of the hosts on the public network at which they stand, in lower case; asked by their usual ports
 *     alone, and never at an address that isn't public
 * @param ownSites the sites that settings put in the source's place, each with its port: they may stand at any address
 * @param headers what a request needs beside the fetcher's own, for example a {@code Referer}
 */
public record Pictures(Rate rate, Pattern hosts, List<URI> ownSites, Map<String, String> headers) {
    private static final String ROUTE = "pictures";

    public Pictures {
        ownSites = List.copyOf(ownSites);
        headers = Map.copyOf(headers);
    }

    /** The request for the picture at an address; empty where the source has no pictures there. */
    public Optional<PageRequest> request(URI address) {
        return isOfOwnSite(address) || isOfHosts(address)
                ? Optional.of(new PageRequest(ROUTE, address, headers))
                : Optional.empty();
    }

    /** The same for an address as it is written, which may be none. */
    public Optional<PageRequest> request(String address) {
        try {
            return request(URI.create(address.startsWith("//") ? "https:" + address : address));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** Whether it stands at a site that settings name, and so may be at an address that isn't public. */
    public boolean isOfOwnSite(URI address) {
        return isPlain(address)
                && ownSites.stream()
                        .anyMatch(site -> site.getScheme().equalsIgnoreCase(address.getScheme())
                                && site.getHost().equalsIgnoreCase(address.getHost())
                                && port(site) == port(address));
    }

    private boolean isOfHosts(URI address) {
        return !rate.isUnlimited()
                && isPlain(address)
                && hosts.matcher(address.getHost().toLowerCase(Locale.ROOT)).matches()
                && port(address) == usualPort(address);
    }

    private static boolean isPlain(URI address) {
        boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
        return web && address.getHost() != null && address.getRawUserInfo() == null;
    }

    private static int port(URI address) {
        return address.getPort() == -1 ? usualPort(address) : address.getPort();
    }

    private static int usualPort(URI address) {
        return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }
}
