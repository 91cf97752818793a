package io.reelsync.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.servers.DataFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdministratorsPasswordTest {
    @TempDir
    private Path place = Path.of("");

    @Test
    void isMadeByTheFirstStartAndToldByEachOneAfterIt() {
        try (DataFolder folder = DataFolder.open(place.resolve("data"))) {
            String made = start(folder, null).told();

            assertThat(made).hasSizeGreaterThan(15);
            assertThat(start(folder, null).told()).isEqualTo(made);
            assertThat(start(folder, "another one than that")).isEqualTo(new AdministratorsPassword(made, made));
        }
    }

    @Test
    void isNotMadeWhereTheFirstStartWasGivenOne() {
        try (DataFolder folder = DataFolder.open(place.resolve("data"))) {
            assertThat(start(folder, "a phrase that is long").setting()).isEqualTo("a phrase that is long");

            AdministratorsPassword later = start(folder, " ");

            assertThat(later.setting()).isNull();
            assertThat(later.told()).contains("REELSYNC_ADMIN_PASSWORD");
            assertThat(folder.secretIfThere(AdministratorsPassword.SECRET)).isNull();
        }
    }

    private static AdministratorsPassword start(DataFolder folder, @Nullable String given) {
        AdministratorsPassword password = AdministratorsPassword.of(folder, given);
        folder.secret(Up.JWT_KEY, 32);
        return password;
    }
}
