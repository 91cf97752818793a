-- Lists that people keep as feeds beside the sources' own. A link is the one form of its list's links, as the source makes
-- it: ASCII, in which case matters.
CREATE TABLE kept_lists (
  source varchar(32) NOT NULL,
  name varchar(32) NOT NULL COMMENT 'as a feed: none of the source''s own has it',
  link varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  size int NOT NULL COMMENT 'how many titles a run lists',
  added_by varchar(120) NOT NULL,
  added_at datetime(3) NOT NULL,
  PRIMARY KEY (source, name),
  UNIQUE KEY idx_kept_lists_link (source, link)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What a run reads it knows by itself, so that a list may be removed meanwhile.
ALTER TABLE sync_run_feeds
  ADD COLUMN link varchar(255) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL
    COMMENT 'of a list that somebody keeps; null for a feed of the source''s own' AFTER feed;
