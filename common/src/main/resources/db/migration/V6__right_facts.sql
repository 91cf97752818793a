-- What a subject is, and how its details came.
ALTER TABLE subjects
  ADD COLUMN kind varchar(16) DEFAULT NULL COMMENT 'movie, tv, anime, doc or tvshow, as a list or a page told; null while unknown',
  ADD COLUMN route varchar(16) DEFAULT NULL COMMENT 'the route by which its details came last',
  ADD COLUMN accepted_until datetime(3) DEFAULT NULL COMMENT 'until then an answer is stored that would be quarantined';
UPDATE subjects s JOIN videos v ON v.source = s.source AND v.source_id = s.source_id SET s.kind = v.type;

ALTER TABLE videos
  ADD COLUMN episodes_out int DEFAULT NULL COMMENT 'how many of its episodes are out, as a list told';

-- A source is left alone as a whole (route ''), or one of its routes is.
ALTER TABLE source_pauses
  ADD COLUMN route varchar(16) NOT NULL DEFAULT '' AFTER source,
  ADD COLUMN probe_until datetime(3) DEFAULT NULL COMMENT 'how long the one request may take that tells whether a route is open again',
  DROP PRIMARY KEY,
  ADD PRIMARY KEY (source, route);

-- Kinds of which too many pages failed a gate: nothing of theirs is dispatched but a trial now and then.
CREATE TABLE structure_suspects (
  source varchar(32) NOT NULL,
  kind varchar(16) NOT NULL COMMENT 'a kind of video, or * for all of them',
  since datetime(3) NOT NULL,
  next_trial_at datetime(3) NOT NULL,
  trials int NOT NULL DEFAULT 0 COMMENT 'that failed; each doubles the time until the next',
  reason varchar(32) NOT NULL COMMENT 'of the failure that tipped the scale',
  detail varchar(500) DEFAULT NULL,
  PRIMARY KEY (source, kind)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Answers that were not believed: another title's, or one that has lost what was known.
CREATE TABLE quarantined_answers (
  id bigint NOT NULL,
  source varchar(32) NOT NULL,
  source_id bigint NOT NULL,
  route varchar(16) NOT NULL,
  reason varchar(32) NOT NULL,
  detail varchar(500) DEFAULT NULL,
  facts_json json DEFAULT NULL COMMENT 'what it said, by the names of the fields; null where nothing was extracted',
  body mediumblob DEFAULT NULL COMMENT 'the answer, compressed with gzip',
  run_id bigint DEFAULT NULL,
  quarantined_at datetime(3) NOT NULL,
  accepted_at datetime(3) DEFAULT NULL COMMENT 'when an operator let the next such answer pass',
  PRIMARY KEY (id),
  KEY idx_quarantined_answers_subject (source, source_id),
  KEY idx_quarantined_answers_time (quarantined_at),
  KEY idx_quarantined_answers_reason (source, reason)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Where the parts of a title's last page say different things.
CREATE TABLE witness_disagreements (
  source varchar(32) NOT NULL,
  source_id bigint NOT NULL,
  field varchar(64) NOT NULL,
  witness varchar(16) NOT NULL COMMENT 'JSON_LD or MICRODATA',
  stored_value mediumtext DEFAULT NULL,
  witness_value mediumtext DEFAULT NULL,
  seen_at datetime(3) NOT NULL,
  PRIMARY KEY (source, source_id, field, witness),
  KEY idx_witness_disagreements_field (source, field)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The archive: the last answer of each route for a title, compressed with gzip.
CREATE TABLE raw_pages (
  source varchar(32) NOT NULL,
  source_id bigint NOT NULL,
  route varchar(16) NOT NULL,
  address text NOT NULL,
  body mediumblob NOT NULL,
  size int NOT NULL COMMENT 'bytes of body',
  fetched_at datetime(3) NOT NULL,
  PRIMARY KEY (source, source_id, route),
  KEY idx_raw_pages_fetched (fetched_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
