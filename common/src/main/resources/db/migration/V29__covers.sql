-- Our copies of posters, and those that are wanted: one row for each address that a video's poster was asked for at. The
-- pictures themselves are files, kept by the hash of what the source sent.
CREATE TABLE covers (
  video_id bigint NOT NULL,
  version char(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the first half of the SHA-256 of the address, in hex',
  source varchar(32) NOT NULL COMMENT 'whose picture it is; the limit of its pictures holds',
  address mediumtext NOT NULL,
  state varchar(16) NOT NULL COMMENT 'WANTED, STORED or DEAD',
  due_at datetime(3) NOT NULL COMMENT 'of a wanted one: when it is fetched; while a worker does so, when its lease ends',
  attempts int NOT NULL DEFAULT 0 COMMENT 'begun; one that was put back does not count',
  content char(64) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'SHA-256 of what the source sent, in hex',
  reason varchar(32) DEFAULT NULL COMMENT 'why the last attempt failed',
  detail varchar(500) DEFAULT NULL,
  wanted_at datetime(3) NOT NULL,
  settled_at datetime(3) DEFAULT NULL COMMENT 'when it was stored or given up',
  PRIMARY KEY (video_id, version),
  KEY idx_covers_due (source, state, due_at),
  KEY idx_covers_content (content)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
