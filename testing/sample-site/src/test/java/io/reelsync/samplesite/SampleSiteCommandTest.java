package io.reelsync.samplesite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SampleSiteCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = SampleSiteCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port=x",
                "--port=70000",
                "--port=-1",
                "--size=0",
                "--size=many",
                "--seed=",
                "--wat",
                "--pages",
                "stray"
            })
    void refusesBadFlagsInOneLine(String flag) {
        assertThat(run(flag)).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusesAFolderWithoutPagesInOneLine(@TempDir Path folder) {
        assertThat(run("--port=0", "--pages=" + folder)).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(folder.toString());
    }

    @Test
    void refusesATakenPortInOneLine() {
        try (SampleSite site = SampleSite.start(SampleSiteSettings.defaults())) {
            assertThat(run("--port=" + site.port())).isEqualTo(2);
            assertThat(err.toString().lines()).singleElement().asString().contains(String.valueOf(site.port()));
        }
    }

    @Test
    void explainsItself() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("--port")
                .contains("--seed")
                .contains("--size")
                .contains("--pages");
    }
}
