package io.reelsync.telemetry;

import java.util.Locale;
import java.util.Set;
import org.springframework.boot.json.JsonWriter.MemberPath;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Writes a line's level as {@code error}, {@code warn} or {@code info}: so it stood in the logs of sync_service, and so
 * people grep for it. Whatever else a format has stays as it is.
 */
class LevelsInSmallLetters implements StructuredLoggingJsonMembersCustomizer<Object> {
    /** Where the formats logstash and ecs have it. */
    private static final Set<String> PATHS = Set.of("level", "log.level");

    @Override
    public void customize(Members<Object> members) {
        ValueProcessor<Object> inSmallLetters = ValueProcessor.of(LevelsInSmallLetters::written);
        members.applyingValueProcessor(inSmallLetters.whenHasPath(LevelsInSmallLetters::isLevel));
    }

    private static boolean isLevel(MemberPath path) {
        return PATHS.contains(path.toString());
    }

    /** In other formats a level is a number. */
    private static Object written(Object level) {
        return level instanceof Number ? level : level.toString().toLowerCase(Locale.ROOT);
    }
}
