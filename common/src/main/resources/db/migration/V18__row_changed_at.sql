-- Gateways keep what they search by in memory, and ask the database for what has changed since, whoever has changed it.
-- A timestamp is the same moment in sessions of every zone.
--
-- The index of n-grams is no longer needed, and MySQL locks a table with such an index while it adds a column. Until they
-- are replaced, gateways of the version before can't search for names on MySQL.
SET @without_ngrams = IF(
  EXISTS (SELECT 1 FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND table_name = 'videos' AND index_name = 'idx_videos_names'),
  'ALTER TABLE videos DROP KEY idx_videos_names',
  'DO 0');
PREPARE without_ngrams FROM @without_ngrams;
EXECUTE without_ngrams;
DEALLOCATE PREPARE without_ngrams;

ALTER TABLE videos
  ADD COLUMN row_changed_at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)
    COMMENT 'when the row was changed last, by whichever service; kept by the server',
  ADD KEY idx_videos_row_changed (row_changed_at),
  LOCK = NONE;
