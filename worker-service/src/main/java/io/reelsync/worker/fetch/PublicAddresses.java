package io.reelsync.worker.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses of hosts, and none for a host that has one which isn't of the public network: no name that a
 * stranger gives out leads to a machine of ours. What is found here is what is connected to; nobody asks a second time.
 */
final class PublicAddresses implements DnsResolver {
    private final DnsResolver names;

    PublicAddresses(DnsResolver names) {
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        if (found == null || found.length == 0) {
            throw new UnknownHostException(host);
        }
        for (InetAddress address : found) {
            if (!isPublic(address)) {
                throw new UnknownHostException(
                        host + " has the address " + address.getHostAddress() + ", which is not a public one");
            }
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublicV6(bytes) : isPublicV4(bytes);
    }

    /** What RFC 6890 keeps for special purposes, beside what the JDK knows. */
    private static boolean isPublicV4(byte[] address) {
        int first = address[0] & 0xff;
        int second = address[1] & 0xff;
        int third = address[2] & 0xff;
        boolean shared = first == 100 && second >= 64 && second < 128;
        boolean protocols = first == 192 && second == 0 && (third == 0 || third == 2) || first == 192 && second == 88;
        boolean tests = first == 198 && (second == 18 || second == 19 || second == 51 && third == 100)
                || first == 203 && second == 0 && third == 113;
        return first != 0 && first < 240 && !shared && !protocols && !tests;
    }

    /** The global unicast block, without what carries an address of the older kind or is for documents. */
    private static boolean isPublicV6(byte[] address) {
        boolean global = (address[0] & 0xe0) == 0x20;
        boolean sixToFour = address[0] == 0x20 && address[1] == 0x02;
        boolean special = address[0] == 0x20 && address[1] == 0x01 && (address[2] & 0xfe) == 0;
        boolean documents = Arrays.equals(address, 0, 4, new byte[] {0x20, 0x01, 0x0d, (byte) 0xb8}, 0, 4);
        return global && !sixToFour && !special && !documents;
    }
}
