package io.reelsync.statement;

import io.reelsync.source.SubjectId;

/**
 * What one source said of one subject.
 *
 * @param videoId the video that it belongs to
 */
public record Statement(SubjectId subject, long videoId, FieldValues values) {}
