package io.reelsync.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortsTest {
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems keep no port for a server that is not there yet")
    void keepsAPortForItsServerBeforeItListensAndAfterwards() throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());

        assertIsNotGivenAgain(address);
        try (ServerSocket server = new ServerSocket()) {
            server.bind(address);
            assertThat(Ports.isFree(address.getPort())).isFalse();
        }
        assertThat(Ports.isFree(address.getPort())).isTrue();
        assertIsNotGivenAgain(address);
    }

    /** As {@link Ports#free} of another process asks. */
    private static void assertIsNotGivenAgain(InetSocketAddress address) throws Exception {
        try (Socket other = new Socket()) {
            other.setReuseAddress(false);
            assertThatThrownBy(() -> other.bind(address)).isInstanceOf(BindException.class);
        }
    }
}
