-- Machine clients, of which key_hash holds the SHA-256 in hex.
CREATE TABLE api_keys (
  id bigint NOT NULL,
  name varchar(100) NOT NULL,
  role varchar(16) NOT NULL COMMENT 'VIEWER, OPERATOR or ADMIN',
  key_hash char(64) NOT NULL,
  created_by varchar(100) NOT NULL,
  created_at datetime(3) NOT NULL,
  expires_at datetime(3) DEFAULT NULL COMMENT 'null for one that stays good until it is revoked',
  last_used_at datetime(3) DEFAULT NULL COMMENT 'to the minute',
  revoked_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY idx_api_keys_hash (key_hash),
  UNIQUE KEY idx_api_keys_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Who asked for a change, when, from where, and what the answer was.
CREATE TABLE audit_log (
  id bigint NOT NULL AUTO_INCREMENT,
  at datetime(3) NOT NULL,
  actor varchar(120) NOT NULL COMMENT 'a user, "key" and its name, or "?" and the name that somebody tried to sign in with',
  address varchar(45) NOT NULL,
  method varchar(10) NOT NULL,
  path varchar(255) NOT NULL,
  status smallint NOT NULL,
  detail varchar(1000) DEFAULT NULL,
  trace_id varchar(64) NOT NULL,
  PRIMARY KEY (id),
  KEY idx_audit_log_at (at),
  KEY idx_audit_log_actor (actor, at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What a client's own key for a request has started: sent again, it gets the same answer.
CREATE TABLE idempotency_keys (
  actor varchar(120) NOT NULL,
  idempotency_key varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  request_hash char(64) NOT NULL,
  run_id bigint DEFAULT NULL,
  already_running tinyint(1) NOT NULL DEFAULT 0,
  created_at datetime(3) NOT NULL,
  PRIMARY KEY (actor, idempotency_key),
  KEY idx_idempotency_keys_created (created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The processes that run now: each writes its row every few seconds, and removes it when it stops.
CREATE TABLE instances (
  id char(36) NOT NULL,
  service varchar(32) NOT NULL,
  version varchar(64) NOT NULL,
  started_at datetime(3) NOT NULL,
  seen_at datetime(3) NOT NULL,
  tasks_in_hand int NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  KEY idx_instances_seen (seen_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What the schedulers measure of each source, for those who ask a gateway.
CREATE TABLE source_signals (
  source varchar(32) NOT NULL,
  queue_depth bigint DEFAULT NULL COMMENT 'null while the broker does not answer',
  due_subjects bigint NOT NULL,
  freshness double NOT NULL,
  measured_at datetime(3) NOT NULL,
  PRIMARY KEY (source)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The orders of the catalogue's list. Each index also has what the list is filtered by, so that it is read through at
-- worst, and no row is. Where years are asked for, the last one also counts.
ALTER TABLE videos
  DROP KEY idx_videos_created,
  ADD KEY idx_videos_by_release (release_date, id, year, type, score),
  ADD KEY idx_videos_by_score (score, id, year, type),
  ADD KEY idx_videos_by_updated (updated_at, id, year, type, score),
  ADD KEY idx_videos_by_created (created_at, id, year, type, score),
  ADD KEY idx_videos_by_year (year, type, score);

-- Where the server splits texts into n-grams, names are found by an index in any language. A stop word is part of
-- many an n-gram: without this "a" and "i" would hide half of the titles in Latin letters.
SET SESSION innodb_ft_enable_stopword = OFF;
ALTER TABLE videos
  ADD COLUMN names_text mediumtext GENERATED ALWAYS AS (concat_ws(char(10), title, original_title, aka_json)) STORED
  /*!80017 , ADD FULLTEXT KEY idx_videos_names (names_text) WITH PARSER ngram */;
SET SESSION innodb_ft_enable_stopword = ON;
