package io.reelsync.scheduler.link;

import com.github.f4b6a3.tsid.TsidCreator;
import io.reelsync.catalog.VideoField;
import io.reelsync.scheduler.SchedulerUnderTest;
import io.reelsync.source.SubjectId;
import io.reelsync.statement.FieldValues;
import io.reelsync.statement.Statement;
import io.reelsync.statement.Statements;
import io.reelsync.statement.Videos;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores what sources say, as workers do. */
record Told(SchedulerUnderTest scheduler) {

    /** Answers the video. */
    long film(String subject, String title, Object... more) {
        FieldValues values = FieldValues.none();
        values.set(VideoField.KIND, "movie");
        values.set(VideoField.TITLE, title);
        values.set(VideoField.YEAR, 2011L);
        values.set(VideoField.DIRECTORS, "[\"王安\"]");
        values.set(VideoField.ACTORS, "[\"李宁\", \"赵云\"]");
        for (int i = 0; i < more.length; i += 2) {
            values.set((VideoField) more[i], more[i + 1]);
        }
        return store(SubjectId.parse(subject), values);
    }

    long store(SubjectId subject, FieldValues values) {
        return Objects.requireNonNull(scheduler.bean(TransactionTemplate.class).execute(status -> {
            Statements statements = scheduler.bean(Statements.class);
            Statement before = statements.lock(List.of(subject)).get(subject);
            long video = before == null ? TsidCreator.getTsid().toLong() : before.videoId();
            statements.store(List.of(new Statements.Told(new Statement(subject, video, values), "page", null)));
            scheduler.bean(Videos.class).follow(Map.of(video, new Videos.Cause(null, before != null)));
            return video;
        }));
    }

    /** The video of a subject now. */
    long video(String subject) {
        SubjectId id = SubjectId.parse(subject);
        return scheduler.bean(Statements.class).find(List.of(id)).get(id).videoId();
    }

    String state(String one, String other) {
        return scheduler
                .sql()
                .sql("SELECT state FROM links WHERE ? IN (CONCAT(source, ':', source_id), CONCAT(other_source, ':',"
                        + " other_source_id)) AND ? IN (CONCAT(source, ':', source_id), CONCAT(other_source, ':',"
                        + " other_source_id))")
                .params(one, other)
                .query(String.class)
                .optional()
                .orElse("none");
    }

    long link(String one) {
        return scheduler.number("SELECT MAX(id) FROM links WHERE '" + one
                + "' IN (CONCAT(source, ':', source_id), CONCAT(other_source, ':', other_source_id))");
    }
}
