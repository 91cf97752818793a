-- A subject is known by its source and an id of that source's own form: a number at one, "movie/603" or "tt0111161" at
-- others. Ids are printable ASCII without blanks, and differ by case. ascii_bin compares them as bytes: keys stay short,
-- no weights are looked up, and the order of the keys is that of the characters, the order in which services lock rows.
-- Numbers become their digits.
ALTER TABLE subjects
  MODIFY COLUMN source_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  MODIFY COLUMN merged_into varchar(64) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL
    COMMENT 'the id under which the source goes on with a title that is gone';
ALTER TABLE sync_run_items MODIFY COLUMN source_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL;
ALTER TABLE quarantined_answers MODIFY COLUMN source_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL;
ALTER TABLE cross_check_disagreements MODIFY COLUMN source_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL;
ALTER TABLE raw_pages MODIFY COLUMN source_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL;

-- videos.source_id is the video service's, a number that films and series of one source may share. source_text_id stands
-- beside it only if the id is more than that number, so that a row of the video service, or of a worker of the version
-- before, has its key as well, and keeps it right when the number changes. Stored, since every look-up goes by it. The
-- table is built anew, and its index of n-grams with it: stop words as in V7.
SET SESSION innodb_ft_enable_stopword = OFF;
ALTER TABLE videos
  ADD COLUMN source_text_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL
    COMMENT 'the id at the source where it is more than the number in source_id',
  ADD COLUMN source_key varchar(64) CHARACTER SET ascii COLLATE ascii_bin
    GENERATED ALWAYS AS (coalesce(source_text_id, cast(source_id as char(20) character set ascii))) STORED
    COMMENT 'the id at the source, whatever its form',
  DROP KEY idx_videos_source,
  ADD UNIQUE KEY idx_videos_source_key (source, source_key),
  ADD KEY idx_videos_source (source, source_id);
SET SESSION innodb_ft_enable_stopword = ON;
