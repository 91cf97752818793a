package io.reelsync.worker.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {
    private static final String HOST = "img1.example.com";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::7f00:1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::1",
                "2001::1",
                "2001:db8::1",
                "fec0::1"
            })
    void refuseAHostThatLeadsToAMachineOfOurs(String address) {
        assertThatThrownBy(() -> resolver(address).resolve(HOST))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("not a public one");
        // One is enough: which of several is connected to is nobody's choice.
        assertThatThrownBy(() -> resolver("93.184.216.34", address).resolve(HOST))
                .isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"93.184.216.34", "100.128.0.1", "172.32.0.1", "192.0.1.1", "198.20.0.1", "2606:2800:220:1::1"})
    void findAHostOfThePublicNetwork(String address) throws UnknownHostException {
        assertThat(resolver(address).resolve(HOST)).containsExactly(InetAddress.getByName(address));
    }

    @Test
    void findNoHostWithoutAnAddress() {
        assertThatThrownBy(() -> resolver().resolve(HOST)).isInstanceOf(UnknownHostException.class);
    }

    private static DnsResolver resolver(String... addresses) {
        return new PublicAddresses(new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                InetAddress[] found = new InetAddress[addresses.length];
                for (int i = 0; i < found.length; i++) {
                    found[i] = InetAddress.getByName(addresses[i]);
                }
                return Arrays.copyOf(found, found.length);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        });
    }
}
