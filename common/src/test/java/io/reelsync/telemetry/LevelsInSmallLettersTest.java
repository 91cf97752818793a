package io.reelsync.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonWriter;

class LevelsInSmallLettersTest {

    @Test
    void writesTheLevelAsPeopleGrepForItAndLeavesAllElseAlone() {
        JsonWriter<Object> line = JsonWriter.of(members -> {
            members.add("message", "ERROR 1040 of the database");
            members.add("level", Level.ERROR);
            members.add("log").usingMembers(log -> log.add("level", "WARN"));
            members.add("labels").usingMembers(labels -> labels.add("level", "A1"));
            new LevelsInSmallLetters().customize(members);
        });

        assertThat(line.writeToString("")).isEqualTo("""
                {"message":"ERROR 1040 of the database","level":"error","log":{"level":"warn"},"labels":{"level":"A1"}}\
                """);
    }

    @Test
    void leavesALevelThatIsANumber() {
        JsonWriter<Object> line = JsonWriter.of(members -> {
            members.add("level", 3);
            new LevelsInSmallLetters().customize(members);
        });

        assertThat(line.writeToString("")).isEqualTo("{\"level\":3}");
    }
}
