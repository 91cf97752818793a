-- Titles that the source has merged into others.
ALTER TABLE subjects
  ADD COLUMN merged_into bigint DEFAULT NULL COMMENT 'the number under which the source goes on with a title that is gone';
