package io.reelsync.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressProxyTest {

    @Test
    void readsWhatItSpeaksWhereItIsAndWhoAsks() {
        assertThat(EgressProxy.of("http://proxy.example:3128"))
                .isEqualTo(new EgressProxy(EgressProxy.Type.HTTP, "proxy.example", 3128, null, null));
        assertThat(EgressProxy.of(" SOCKS5://us%40er:p+a%3As%20s@[::1]:1080/ "))
                .isEqualTo(new EgressProxy(EgressProxy.Type.SOCKS5, "[::1]", 1080, "us@er", "p+a:s s"));
    }

    @Test
    void showsNoPassword() {
        assertThat(EgressProxy.of("http://user:secret@proxy.example:3128")).hasToString("http://…@proxy.example:3128");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "proxy.example:3128",
                "https://proxy.example:3128",
                "ftp://proxy.example:21",
                "http://proxy.example",
                "http://:3128",
                "http://proxy.example:0",
                "http://proxy.example:70000",
                "http://proxy.example:3128/path",
                "http://proxy.example:3128?a=secret",
                "http://secret@proxy.example:3128",
                "http://:secret@proxy.example:3128",
                "http://user:sec ret@proxy.example:3128"
            })
    void refusesWhatIsNoneWithoutRepeatingIt(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EgressProxy.of(address))
                .withMessageStartingWith("a proxy is written http://host:port")
                .withMessageNotContaining("secret");
    }
}
