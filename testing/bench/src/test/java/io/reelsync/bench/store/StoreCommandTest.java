package io.reelsync.bench.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.bench.ServicePrograms;
import io.reelsync.localcluster.ServiceRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import picocli.CommandLine;

@ExtendWith(OutputCaptureExtension.class)
class StoreCommandTest {

    @Test
    void measuresWhatIsNewAndWhatIsNotBesideABareLoop(CapturedOutput output) {
        int code = new CommandLine(new StoreCommand(ServicePrograms.classPath(ServiceRole.WORKER)))
                .execute("--titles", "60", "--rounds", "1");

        assertThat(code).as(output.toString()).isZero();
        assertThat(output.getOut())
                .contains("60 titles, medians of 1 rounds.")
                .containsPattern("\\| by the bare loop \\| [1-9]\\d* \\| 100 % \\|")
                .containsPattern("\\| by a worker, new titles \\| [1-9]\\d* \\| \\d+ % \\|")
                .containsPattern("\\| by a worker, the same again \\| [1-9]\\d* \\| \\d+ % \\|");
    }
}
