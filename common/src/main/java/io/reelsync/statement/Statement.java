package io.reelsync.statement;

import io.reelsync.catalog.VideoField;
import io.reelsync.source.SubjectId;
import io.reelsync.statement.match.Title;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one source said of one subject.
 *
 * @param videoId the video that it belongs to
 */
public record Statement(SubjectId subject, long videoId, FieldValues values) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What of it tells whether another source's title is the same. */
    public Title title() {
        return new Title(
                (String) values.get(VideoField.KIND),
                (String) values.get(VideoField.TITLE),
                (String) values.get(VideoField.ORIGINAL_TITLE),
                list(VideoField.AKA),
                year(),
                number(VideoField.SEASON),
                number(VideoField.EPISODE_COUNT),
                number(VideoField.RUNTIME),
                (String) values.get(VideoField.IMDB_ID),
                list(VideoField.DIRECTORS),
                list(VideoField.ACTORS));
    }

    private @Nullable Integer year() {
        Integer year = number(VideoField.YEAR);
        Object release = values.get(VideoField.RELEASE_DATE);
        return year == null && release != null
                ? Integer.valueOf(LocalDate.parse(release.toString()).getYear())
                : year;
    }

    private @Nullable Integer number(VideoField field) {
        return values.get(field) instanceof Long number ? Integer.valueOf(number.intValue()) : null;
    }

    private List<String> list(VideoField field) {
        return values.get(field) instanceof String json
                ? JSON.readTree(json).valueStream().map(JsonNode::asString).toList()
                : List.of();
    }
}
