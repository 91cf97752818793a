package io.reelsync.samplesite.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlCallsTest {
    @ParameterizedTest
    @CsvSource({"127.0.0.1,true", "::1,true", "127.8.9.1,true", "192.168.1.7,false", "8.8.8.8,false", "fe80::1,false"})
    void areForCallersOnThisMachineOnly(String address, boolean allowed) throws UnknownHostException {
        assertThat(ControlCalls.mayCall(new InetSocketAddress(InetAddress.getByName(address), 5)))
                .isEqualTo(allowed);
    }
}
