-- Sources name the pages of their lists themselves. Until now the next page was known by the titles listed so far, and the
-- one source that there was begins its pages after so many rows.
ALTER TABLE sync_run_feeds
  ADD COLUMN next_cursor varchar(255) DEFAULT NULL COMMENT 'the page to ask for, as the source names it; null for the first',
  ADD COLUMN pages int NOT NULL DEFAULT 0 COMMENT 'pages read so far';
UPDATE sync_run_feeds SET next_cursor = position WHERE state = 'OUTSTANDING' AND position > 0;
