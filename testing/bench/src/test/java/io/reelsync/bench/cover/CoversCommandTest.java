package io.reelsync.bench.cover;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.bench.ServicePrograms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import picocli.CommandLine;

@ExtendWith(OutputCaptureExtension.class)
class CoversCommandTest {

    @Test
    void measuresWhatMirroringTakes(CapturedOutput output) {
        int code = new CommandLine(new CoversCommand(new ServicePrograms())).execute("--covers", "30");

        assertThat(code).as(output.toString()).isZero();
        // The site's posters are 270 pixels wide: two of our widths.
        assertThat(output.getOut())
                .contains("30 posters of 270 by 400 pixels, ")
                .containsPattern("\\| [1-9][\\d.]* \\| [1-9][\\d.]* \\| [1-9]\\d* \\| 60 \\| \\d+ \\|");
    }
}
