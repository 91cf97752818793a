-- One title at several sources is one video. What may be the same is found by names and by the IMDb id, without reading the
-- whole catalogue. Whoever writes a statement writes its names; those that stand here already get theirs from the linker.
CREATE TABLE statement_names (
  source varchar(32) NOT NULL,
  source_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  name varchar(128) COLLATE utf8mb4_bin NOT NULL COMMENT 'a normalised name, or imdb: and the id there',
  year smallint DEFAULT NULL,
  PRIMARY KEY (source, source_id, name),
  KEY idx_statement_names_name (name, year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

ALTER TABLE statements
  ADD COLUMN fingerprint bigint DEFAULT NULL COMMENT 'of what matters for linking; null where the names are not written yet',
  ADD COLUMN link_due tinyint DEFAULT 1 COMMENT '1 where the linker has to look at it; null after it has',
  ADD KEY idx_statements_link_due (link_due, source, source_id);

CREATE TABLE links (
  id bigint NOT NULL,
  source varchar(32) NOT NULL,
  source_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  other_source varchar(32) NOT NULL,
  other_source_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  state varchar(16) NOT NULL COMMENT 'LINKED, GUESSED, WAITING, ACCEPTED or REFUSED',
  score decimal(4,3) NOT NULL COMMENT 'from 0 to 1',
  reasons varchar(255) NOT NULL COMMENT 'what speaks for and against it, separated by commas',
  found_at datetime(3) NOT NULL,
  decided_by varchar(120) DEFAULT NULL COMMENT 'the user who decided it; null where the linker did',
  decided_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY idx_links_pair (source, source_id, other_source, other_source_id),
  KEY idx_links_other (other_source, other_source_id),
  KEY idx_links_state (state, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE video_redirects (
  id bigint NOT NULL COMMENT 'of a video that was joined with another one',
  video_id bigint NOT NULL COMMENT 'the video that took its place; never one that is redirected itself',
  redirected_at datetime(3) NOT NULL,
  PRIMARY KEY (id),
  KEY idx_video_redirects_video (video_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What users keep of a video goes with it, and is found without reading everybody's.
ALTER TABLE user_favorites ADD KEY idx_user_favorites_reelsync_video (video_id, user_id);
ALTER TABLE user_watch_progress ADD KEY idx_user_watch_progress_reelsync_video (video_id);
