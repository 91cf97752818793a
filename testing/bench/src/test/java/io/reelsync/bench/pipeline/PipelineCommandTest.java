package io.reelsync.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.bench.ServicePrograms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class PipelineCommandTest {

    @Test
    void measuresReelsyncBesideALoopThatStoresTheSameRows(CapturedOutput output) {
        int code = new CommandLine(new PipelineCommand(new ServicePrograms()))
                .execute("--pages", "30", "--rounds", "1", "--json");

        assertThat(code).as(output.toString()).isZero();
        JsonNode measured = JsonMapper.shared()
                .readTree(output.getOut()
                        .lines()
                        .filter(line -> line.startsWith("{"))
                        .findFirst()
                        .orElseThrow());
        JsonNode ours = measured.at("/sides/0");
        JsonNode bare = measured.at("/sides/1");
        assertThat(bare.path("name").asString()).isEqualTo("bare loop");
        assertThat(bare.path("ratio").asDouble()).isEqualTo(1);
        assertThat(ours.path("ratio").asDouble()).isPositive();
        assertThat(ours.path("cpuSecondsPer1000Pages").propertyNames())
                .containsExactlyInAnyOrder(
                        "all but the site", "gateway", "mariadb", "rabbitmq", "redis", "scheduler", "site", "worker-1");
        assertThat(ours.path("cpuSecondsPer1000Pages").path("worker-1").asDouble())
                .isPositive();
        assertThat(ours.path("peakMegabytes").path("worker-1").asDouble()).isGreaterThan(30);
        assertThat(ours.path("statementsPerPage").asDouble()).isPositive();
        assertThat(ours.path("redisCommandsPerPage").asDouble()).isPositive();
        assertThat(ours.path("resultsPerCommit").asDouble()).isBetween(1.0, 30.0);
    }
}
