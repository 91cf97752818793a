package io.reelsync.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelsync.testservers.Database;
import io.reelsync.testservers.TestServers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BenchCommandTest {
    private static final String ROW = "(?m)^\\| %s \\| %d \\| [0-9.]+ \\| [0-9.]+ \\|";

    @Test
    void measuresEveryKindOfRequestAndTheExports(CapturedOutput output) {
        Map<String, String> servers = servers();

        int code = run(servers, "catalogue", "--videos", "300", "--requests", "3");

        assertThat(code).as(output.toString()).isZero();
        for (String kind : new String[] {
            "one video",
            "list, a page anywhere",
            "list, next by Link",
            "filter: years",
            "filter: tag and country",
            "text: a whole title",
            "text: not there"
        }) {
            assertThat(output.getOut()).containsPattern(ROW.formatted(kind, 3));
        }
        assertThat(output.getOut())
                .contains("300 titles, ")
                .containsPattern(ROW.formatted("list, first page, 8 clients at once", 24))
                .contains("Export as ndjson: 300 lines")
                .contains("Export as csv: 301 lines");

        assertThat(run(servers, "catalogue", "--videos", "400")).isEqualTo(2);
        assertThat(output.getErr())
                .contains("reelsync bench: the database has 300 titles already: give --videos 300, or an empty one");
    }

    @ParameterizedTest
    @CsvSource({
        "catalogue --videos=99, '--videos is a number from 100 to 10000000, not 99'",
        "catalogue --requests=0, '--requests is a number from 1 to 100000, not 0'",
        "catalogue --videos=many, 'many'",
        "catalogue --vidoes=100, '--vidoes'",
        "pipeline --pages=0, '--pages is a number from 1 to 20000, not 0'",
        "pipeline --workers=17, '--workers is a number from 1 to 16, not 17'",
        "pipeline --rate=fast, 'fast'",
        "pipeline --vs=no-such-commit, 'no-such-commit'",
        "limit --workers=1;0, '--workers is a number from 1 to 64, not 0'",
        "limit --rate=unlimited, 'no limit'",
        "store --titles=0, '--titles is a number from 1 to 5000, not 0'",
        "covers --covers=0, '--covers is a number from 1 to 100000, not 0'",
        "dispatch --subjects=100, '--subjects is a number from 10521 to 10000000, not 100'",
        "start --rounds=0, '--rounds is a number from 1 to 20, not 0'",
        "start --help=x, 'see ./reelsync bench start --help'",
    })
    void refusesWhatItCannotDo(String arguments, String told, CapturedOutput output) {
        assertThat(run(Map.of(), arguments.replace(';', ',').split(" "))).isEqualTo(2);
        assertThat(output.getErr())
                .startsWith("reelsync bench: ")
                .contains(told)
                .hasLineCount(1);
    }

    private static int run(Map<String, String> environment, String... arguments) {
        return BenchCommand.line(environment).execute(arguments);
    }

    private static Map<String, String> servers() {
        Database database = TestServers.database();
        return Map.of(
                "REELSYNC_MYSQL_URL", database.url(),
                "REELSYNC_MYSQL_USER", database.user(),
                "REELSYNC_MYSQL_PASSWORD", database.password(),
                "REELSYNC_REDIS_URL", TestServers.redisUrl());
    }
}
