package io.reelsync.bench.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.bench.ServicePrograms;
import io.reelsync.localcluster.ServiceRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import picocli.CommandLine;

@ExtendWith(OutputCaptureExtension.class)
class DispatchCommandTest {

    @Test
    void measuresTheStepsOfHandingOut(CapturedOutput output) {
        int code = new CommandLine(new DispatchCommand(ServicePrograms.classPath(ServiceRole.SCHEDULER)))
                .execute("--subjects", "700", "--window", "50", "--rounds", "2");

        assertThat(code).as(output.toString()).isZero();
        assertThat(output.getOut())
                .containsPattern("700 subjects due, 50 tasks at once, medians of 2 rounds: [1-9]\\d* tasks a second")
                .containsPattern("\\| find and lease 50 \\| [0-9.]+ \\|")
                .containsPattern("\\| publish them, all confirmed \\| [0-9.]+ \\|");
    }
}
