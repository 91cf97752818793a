package io.reelsync.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the control room, to which TypeScript's compiler has no objection. */
class ControlRoomTest {
    private static final Path SCRIPTS = Rules.path("api-gateway/src/main/resources/static");
    private static final Path OURS = Rules.path("deployments/checks/control-room");
    private static Typescript typescript;

    @TempDir
    private Path copy;

    @BeforeAll
    static void install() throws IOException {
        typescript = Typescript.of("control-room");
    }

    @Test
    void areWhatTheirTypesSay() {
        Tool.Result compiled = typescript.compile(OURS);

        assertThat(compiled.exitCode()).as(compiled.said()).isZero();
    }

    @Test
    void areRefusedWithAWordThatOneLanguageLacks() throws IOException {
        change("words-en.js", "saved: ", "safed: ");
        assertThat(refused()).contains("words-en.js", "safed");
    }

    @Test
    void areRefusedWithAWordThatNoLanguageHas() throws IOException {
        change("account.js", "words().saved", "words().safed");
        assertThat(refused()).contains("account.js", "safed");
    }

    @Test
    void areRefusedWithAPropertyOrAnAddressThatTheApiDoesNotHave() throws IOException {
        change("runs.js", "run.requested_at", "run.asked_at");
        change("health.js", "'/api/structure-suspects'", "'/api/suspects'");
        assertThat(refused()).contains("runs.js", "asked_at", "health.js", "/api/suspects");
    }

    @Test
    void areRefusedWithWhatNobodyUses() throws IOException {
        change("app.js", "const LOOK_EVERY_MS", "const UNUSED = 1;\nconst LOOK_EVERY_MS");
        assertThat(refused()).contains("app.js", "UNUSED");
    }

    /** What is said of the copy, with all its files as they stand but for those that were changed. */
    private String refused() throws IOException {
        try (var scripts = Files.newDirectoryStream(SCRIPTS, "*.js")) {
            for (Path script : scripts) {
                if (!Files.exists(copy.resolve(script.getFileName()))) {
                    Files.copy(script, copy.resolve(script.getFileName()));
                }
            }
        }
        Files.writeString(
                copy.resolve("tsconfig.json"),
                "{\"extends\": \"" + OURS.resolve("tsconfig.json") + "\", \"include\": [\"*.js\"]}");
        Tool.Result compiled = typescript.compile(copy);
        assertThat(compiled.exitCode()).as(compiled.said()).isNotZero();
        return compiled.said();
    }

    private void change(String script, String good, String bad) throws IOException {
        String text = Files.readString(SCRIPTS.resolve(script));
        assertThat(text).contains(good);
        Files.writeString(copy.resolve(script), text.replace(good, bad));
    }
}
