package io.reelsync.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedByJvmsTest {
    @TempDir
    Path folder;

    @Test
    void whatOneHasMadeTheOthersRead() {
        ServerAddress made = new ServerAddress("redis://127.0.0.1:7000/0", "me", "pass=word: with\\signs 中");

        assertThat(new SharedByJvms(folder).get("redis", () -> made)).isEqualTo(made);

        assertThat(new SharedByJvms(folder).get("redis", SharedByJvmsTest::fails))
                .isEqualTo(made);
    }

    @Test
    void whatCouldNotBeMadeIsTriedAgain() {
        SharedByJvms shared = new SharedByJvms(folder);

        assertThatThrownBy(() -> shared.get("database", SharedByJvmsTest::fails))
                .hasMessage("no room");

        assertThat(shared.get("database", () -> ServerAddress.of("jdbc:mariadb://there"))
                        .url())
                .isEqualTo("jdbc:mariadb://there");
    }

    private static ServerAddress fails() {
        throw new IllegalStateException("no room");
    }
}
