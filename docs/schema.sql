-- The schema of Reelsync, for databases where the services may not create tables themselves.
-- Made from common/src/main/resources/db/migration; don't edit it here.
--
-- Run it once on an empty database (MySQL 8.4 or MariaDB 10.11), or on that of the video service:
--   mysql --default-character-set=utf8mb4 reelsync < docs/schema.sql
-- Then start every service with SPRING_FLYWAY_ENABLED=false. Of a newer version run the parts that are new.

-- V1__video_service.sql

-- The tables of the video service that shares this database. Where they stand already they are left as they are.

CREATE TABLE IF NOT EXISTS users (
  id bigint NOT NULL AUTO_INCREMENT,
  username varchar(100) NOT NULL,
  password varchar(255) NOT NULL,
  nickname varchar(100) DEFAULT NULL,
  email varchar(255) DEFAULT NULL,
  avatar text DEFAULT NULL,
  acc_web varchar(255) DEFAULT NULL,
  acc_web_create_at datetime(3) DEFAULT NULL,
  acc_tv varchar(255) DEFAULT NULL,
  acc_tv_create_at datetime(3) DEFAULT NULL,
  created_at datetime(3) DEFAULT NULL,
  updated_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY idx_users_username (username)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS user_tokens (
  id bigint NOT NULL AUTO_INCREMENT,
  user_id bigint NOT NULL,
  token varchar(512) NOT NULL,
  device varchar(100) DEFAULT NULL,
  ip_address varchar(45) DEFAULT NULL,
  expires_at datetime(3) DEFAULT NULL,
  is_active tinyint(1) DEFAULT 1,
  created_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY idx_user_tokens_token (token),
  KEY idx_user_tokens_user_id (user_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS videos (
  id bigint NOT NULL,
  source_id bigint DEFAULT NULL,
  source varchar(255) DEFAULT NULL,
  title varchar(255) DEFAULT NULL,
  type varchar(32) DEFAULT NULL,
  cover_url text DEFAULT NULL,
  description text DEFAULT NULL,
  release_date date DEFAULT NULL,
  score decimal(3,1) DEFAULT NULL,
  country_json json DEFAULT NULL,
  director_json json DEFAULT NULL,
  actors_json json DEFAULT NULL,
  tags_json json DEFAULT NULL,
  status varchar(255) DEFAULT NULL,
  imdb_id varchar(20) DEFAULT NULL,
  runtime bigint DEFAULT NULL,
  resolution varchar(20) DEFAULT NULL,
  episode_count bigint DEFAULT NULL,
  is_completed tinyint(1) DEFAULT 0,
  is_update tinyint(1) DEFAULT 0,
  created_at datetime(3) DEFAULT NULL,
  updated_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  KEY idx_type_date_score (type, release_date, score),
  KEY idx_status (status),
  KEY idx_release_date (release_date),
  KEY idx_score (score),
  KEY idx_type (type)
  /*!80017 ,
  KEY idx_country_mv ((cast(country_json as char(32) array))),
  KEY idx_director_mv ((cast(director_json as char(32) array))),
  KEY idx_actors_mv ((cast(actors_json as char(32) array))),
  KEY idx_tags_mv ((cast(tags_json as char(32) array))) */
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS episodes (
  id bigint NOT NULL AUTO_INCREMENT,
  channel varchar(255) DEFAULT NULL,
  channel_id bigint DEFAULT NULL,
  video_id bigint NOT NULL,
  episode_number bigint DEFAULT 1,
  name varchar(255) DEFAULT NULL,
  play_urls varchar(255) NOT NULL,
  duration_seconds bigint DEFAULT NULL,
  subtitle_urls json DEFAULT NULL,
  created_at datetime(3) DEFAULT NULL,
  updated_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  KEY idx_episodes_video_id (video_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS danmakus (
  id bigint NOT NULL AUTO_INCREMENT,
  episode_id bigint NOT NULL,
  user_id bigint DEFAULT NULL,
  content varchar(255) NOT NULL,
  time_ms bigint NOT NULL,
  color varchar(20) DEFAULT '#FFFFFF',
  font_size bigint DEFAULT 16,
  created_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  KEY idx_danmakus_episode_id (episode_id),
  KEY idx_danmakus_user_id (user_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS user_favorites (
  id int NOT NULL AUTO_INCREMENT,
  user_id bigint NOT NULL,
  video_id bigint NOT NULL,
  created_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS user_watch_progress (
  id bigint NOT NULL AUTO_INCREMENT,
  user_id bigint NOT NULL,
  video_id bigint NOT NULL,
  episode_id bigint NOT NULL,
  position_seconds bigint DEFAULT 0,
  duration_seconds bigint DEFAULT NULL,
  updated_at datetime(3) DEFAULT NULL,
  created_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY idx_user_watch_progress_user_episode (user_id, episode_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS filter_info (
  id bigint NOT NULL AUTO_INCREMENT,
  name varchar(255) DEFAULT NULL,
  type varchar(255) DEFAULT NULL,
  country varchar(255) DEFAULT NULL,
  year varchar(255) DEFAULT NULL,
  tags varchar(255) DEFAULT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS app_versions (
  id bigint NOT NULL AUTO_INCREMENT,
  version_code bigint NOT NULL,
  version_name varchar(50) NOT NULL,
  platform varchar(20) NOT NULL,
  download_url text DEFAULT NULL,
  update_content text DEFAULT NULL,
  is_force tinyint(1) DEFAULT 0,
  file_size bigint DEFAULT NULL,
  is_active tinyint(1) DEFAULT 1,
  created_at datetime(3) DEFAULT NULL,
  updated_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY idx_app_versions_platform_version (platform, version_code),
  KEY idx_app_versions_platform (platform)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- V2__reelsync.sql

-- What Reelsync adds to videos. Lists are JSON arrays in the source's order.
ALTER TABLE videos
  ADD COLUMN original_title text DEFAULT NULL,
  ADD COLUMN year smallint DEFAULT NULL,
  ADD COLUMN release_date_precision varchar(5) DEFAULT NULL COMMENT 'how much of release_date is known: YEAR, MONTH or DAY',
  ADD COLUMN release_dates_json json DEFAULT NULL,
  ADD COLUMN writers_json json DEFAULT NULL,
  ADD COLUMN languages_json json DEFAULT NULL,
  ADD COLUMN aka_json json DEFAULT NULL,
  ADD COLUMN runtimes_json json DEFAULT NULL,
  ADD COLUMN directors_full_json json DEFAULT NULL COMMENT 'the whole list where director_json can not hold it',
  ADD COLUMN actors_full_json json DEFAULT NULL COMMENT 'the whole list where actors_json can not hold it',
  ADD COLUMN countries_full_json json DEFAULT NULL COMMENT 'the whole list where country_json can not hold it',
  ADD COLUMN tags_full_json json DEFAULT NULL COMMENT 'the whole list where tags_json can not hold it',
  ADD COLUMN season int DEFAULT NULL,
  ADD COLUMN episode_runtime int DEFAULT NULL,
  ADD COLUMN votes bigint DEFAULT NULL,
  ADD UNIQUE KEY idx_videos_source (source, source_id),
  ADD KEY idx_videos_created (created_at);

-- The frontier: every subject that was ever seen, and when its details are owed next.
CREATE TABLE subjects (
  source varchar(32) NOT NULL,
  source_id bigint NOT NULL,
  title text DEFAULT NULL COMMENT 'as the list gave it',
  state varchar(16) NOT NULL COMMENT 'WAITING, LEASED, GONE or DEAD',
  priority tinyint NOT NULL COMMENT '0 asked for, 1 never detailed, 2 refresh',
  due_at datetime(3) DEFAULT NULL COMMENT 'null while nothing is owed',
  lease bigint DEFAULT NULL,
  lease_until datetime(3) DEFAULT NULL,
  attempts int NOT NULL DEFAULT 0 COMMENT 'failed ones since the last success',
  reason varchar(32) DEFAULT NULL,
  detail varchar(500) DEFAULT NULL,
  run_id bigint DEFAULT NULL COMMENT 'the run that asked last',
  first_seen_at datetime(3) NOT NULL,
  listed_at datetime(3) DEFAULT NULL,
  detailed_at datetime(3) DEFAULT NULL,
  changed_at datetime(3) DEFAULT NULL,
  detailed_count int NOT NULL DEFAULT 0,
  changed_count int NOT NULL DEFAULT 0,
  PRIMARY KEY (source, source_id),
  KEY idx_subjects_due (source, state, priority, due_at),
  KEY idx_subjects_lease (state, lease_until)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE sync_runs (
  id bigint NOT NULL,
  source varchar(32) NOT NULL,
  trigger_kind varchar(16) NOT NULL COMMENT 'SCHEDULED or REQUESTED',
  schedule varchar(64) DEFAULT NULL,
  firing_at datetime(3) DEFAULT NULL,
  requested_by varchar(100) DEFAULT NULL,
  trace_id varchar(64) NOT NULL,
  state varchar(16) NOT NULL COMMENT 'REQUESTED, RUNNING, PAUSED, CANCELLED, COMPLETED or FAILED',
  active_key varchar(255) DEFAULT NULL COMMENT 'source and feeds while the run is active: one such run at a time',
  requested_at datetime(3) NOT NULL,
  started_at datetime(3) DEFAULT NULL,
  finished_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY idx_sync_runs_active (active_key),
  UNIQUE KEY idx_sync_runs_firing (schedule, firing_at),
  KEY idx_sync_runs_state (state),
  KEY idx_sync_runs_requested (requested_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The feeds of a run, each owed until it is read to the wanted size.
CREATE TABLE sync_run_feeds (
  run_id bigint NOT NULL,
  feed varchar(32) NOT NULL,
  state varchar(16) NOT NULL COMMENT 'OUTSTANDING, READ, FAILED or CANCELLED',
  wanted int NOT NULL COMMENT 'titles to list',
  position int NOT NULL DEFAULT 0 COMMENT 'titles listed so far',
  due_at datetime(3) NOT NULL,
  lease bigint DEFAULT NULL,
  lease_until datetime(3) DEFAULT NULL,
  attempts int NOT NULL DEFAULT 0,
  reason varchar(32) DEFAULT NULL,
  detail varchar(500) DEFAULT NULL,
  PRIMARY KEY (run_id, feed),
  KEY idx_sync_run_feeds_due (state, due_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The subjects of a run. FRESH ones were listed and owe nothing; the others are what the run planned.
CREATE TABLE sync_run_items (
  run_id bigint NOT NULL,
  source varchar(32) NOT NULL,
  source_id bigint NOT NULL,
  state varchar(16) NOT NULL COMMENT 'FRESH, OUTSTANDING or an outcome',
  attempts int NOT NULL DEFAULT 0,
  reason varchar(32) DEFAULT NULL,
  detail varchar(500) DEFAULT NULL,
  updated_at datetime(3) NOT NULL,
  PRIMARY KEY (run_id, source_id),
  KEY idx_sync_run_items_state (run_id, state),
  KEY idx_sync_run_items_subject (source, source_id, state)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE video_changes (
  id bigint NOT NULL AUTO_INCREMENT,
  video_id bigint NOT NULL,
  run_id bigint DEFAULT NULL,
  field varchar(64) NOT NULL,
  old_value mediumtext DEFAULT NULL,
  new_value mediumtext DEFAULT NULL,
  changed_at datetime(3) NOT NULL,
  PRIMARY KEY (id),
  KEY idx_video_changes_video (video_id, changed_at),
  KEY idx_video_changes_run (run_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE schedules (
  name varchar(64) NOT NULL,
  source varchar(32) NOT NULL,
  feeds_json json NOT NULL,
  cron varchar(120) NOT NULL,
  zone varchar(64) NOT NULL,
  enabled tinyint(1) NOT NULL DEFAULT 1,
  last_firing_at datetime(3) DEFAULT NULL COMMENT 'the latest firing time that has its run, or was passed over while disabled',
  updated_at datetime(3) NOT NULL,
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE source_pauses (
  source varchar(32) NOT NULL,
  paused_until datetime(3) NOT NULL,
  reason varchar(32) NOT NULL,
  detail varchar(500) DEFAULT NULL,
  refusals int NOT NULL COMMENT 'in a row, without a good answer between them',
  updated_at datetime(3) NOT NULL,
  PRIMARY KEY (source)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE shedlock (
  name varchar(64) NOT NULL,
  lock_until timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  locked_at timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  locked_by varchar(255) NOT NULL,
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- V3__accounts.sql

-- Who may sign in here: a user of the video service without a role is a visitor of that site alone.
ALTER TABLE users
  ADD COLUMN reelsync_role varchar(16) DEFAULT NULL COMMENT 'VIEWER, OPERATOR or ADMIN',
  ADD COLUMN reelsync_disabled_at datetime(3) DEFAULT NULL,
  ADD KEY idx_users_reelsync_role (reelsync_role);

-- Refresh tokens, of which token holds the SHA-256 in hex. Those of the video service have no family.
ALTER TABLE user_tokens
  ADD COLUMN reelsync_family char(36) DEFAULT NULL COMMENT 'the session; each use of a token replaces it by a new one',
  ADD COLUMN reelsync_replaced_at datetime(3) DEFAULT NULL,
  ADD KEY idx_user_tokens_reelsync_family (reelsync_family, is_active);

-- V4__firings.sql

-- The fence of schedules: whoever writes a firing first makes its run; whoever comes later finds it made.
CREATE TABLE schedule_firings (
  schedule varchar(64) NOT NULL,
  firing_at datetime(3) NOT NULL,
  run_id bigint NOT NULL COMMENT 'the run that it made, or the active one of the same feeds',
  already_running tinyint(1) NOT NULL DEFAULT 0,
  fired_at datetime(3) NOT NULL,
  PRIMARY KEY (schedule, firing_at),
  KEY idx_schedule_firings_run (run_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO schedule_firings (schedule, firing_at, run_id, fired_at)
SELECT schedule, firing_at, id, requested_at FROM sync_runs WHERE schedule IS NOT NULL AND firing_at IS NOT NULL;

-- What housekeeping looks for.
ALTER TABLE sync_runs ADD KEY idx_sync_runs_finished (finished_at);
ALTER TABLE video_changes ADD KEY idx_video_changes_changed (changed_at);
ALTER TABLE user_tokens ADD KEY idx_user_tokens_reelsync_expires (expires_at);

-- V5__recovery_and_urgency.sql

-- After a pause: one probe, then a pace that climbs.
ALTER TABLE source_pauses
  ADD COLUMN pace tinyint NOT NULL DEFAULT 4 COMMENT 'eighths of the rate, after this pause',
  ADD COLUMN answered_at datetime(3) DEFAULT NULL COMMENT 'the first good answer after this pause';

-- A few subjects asked for by number overtake everything; many asked for at once are a bulk like any other.
ALTER TABLE subjects
  ADD COLUMN killed_workers tinyint NOT NULL DEFAULT 0 COMMENT 'workers that may have died while they read its page',
  MODIFY COLUMN priority tinyint NOT NULL COMMENT '0 urgent: a few asked for by number, 1 asked for, 2 never detailed, 3 refresh';
UPDATE subjects SET priority = priority + 1;

-- V6__right_facts.sql

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

-- V7__open_gateway.sql

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

-- V8__signals.sql

-- When each list was last read to its end, whatever run asked for it and however long that is kept.
CREATE TABLE feed_readings (
  source varchar(32) NOT NULL,
  feed varchar(32) NOT NULL,
  read_at datetime(3) NOT NULL,
  PRIMARY KEY (source, feed)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What is known from before: a run ends no sooner than its lists.
INSERT INTO feed_readings (source, feed, read_at)
  SELECT r.source, f.feed, MAX(r.finished_at)
  FROM sync_run_feeds f JOIN sync_runs r ON r.id = f.run_id
  WHERE f.state = 'READ' AND r.finished_at IS NOT NULL
  GROUP BY r.source, f.feed;

-- How many exchanges with a source there were, and how long they took in all, as the workers measure them.
CREATE TABLE exchange_minutes (
  source varchar(32) NOT NULL,
  minute datetime NOT NULL,
  exchanges bigint NOT NULL,
  millis bigint NOT NULL,
  PRIMARY KEY (source, minute),
  KEY idx_exchange_minutes_minute (minute)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

ALTER TABLE instances
  ADD COLUMN concurrency int DEFAULT NULL COMMENT 'tasks of one source at once; null for what takes none';

-- V9__whole_texts.sql

-- A text that its column can't hold is cut there, at a character's end, and stands whole beside it.
ALTER TABLE videos
  ADD COLUMN title_full mediumtext DEFAULT NULL COMMENT 'the whole title where title can not hold it',
  ADD COLUMN original_title_full mediumtext DEFAULT NULL COMMENT 'the whole one where original_title can not hold it',
  ADD COLUMN description_full mediumtext DEFAULT NULL COMMENT 'the whole one where description can not hold it',
  ADD COLUMN cover_url_full mediumtext DEFAULT NULL COMMENT 'the whole address where cover_url can not hold it';

ALTER TABLE subjects
  MODIFY COLUMN title mediumtext DEFAULT NULL COMMENT 'as the list gave it',
  ADD COLUMN fully_detailed_at datetime(3) DEFAULT NULL COMMENT 'when a route that tells everything gave its details last';
UPDATE subjects SET fully_detailed_at = detailed_at WHERE route = 'page';

-- The pictures that the site shows where there is none were taken for covers.
UPDATE videos SET cover_url = NULL
WHERE source = 'douban' AND cover_url REGEXP '/[a-z]+[-_]default[-_][a-z]+[.](png|jpg|gif|webp)$';

-- V10__utc.sql

-- All times are UTC, as digits. A TIMESTAMP takes them for times of the session's zone, and refuses those of the hour that
-- the zone leaves out when it changes its clocks. What is there was written in sessions of the server's own zone, and
-- comes over with its digits when it is read in that zone.
SET time_zone = @@GLOBAL.time_zone;
ALTER TABLE shedlock
  MODIFY COLUMN lock_until datetime(3) NOT NULL,
  MODIFY COLUMN locked_at datetime(3) NOT NULL;
SET time_zone = '+00:00';

-- V11__suspected_lists.sql

-- As for subjects: of the tasks that were in hand when a worker died, this tells the one that it died of.
ALTER TABLE sync_run_feeds
  ADD COLUMN killed_workers tinyint NOT NULL DEFAULT 0 COMMENT 'workers that may have died while they read its page';

-- V12__merged_titles.sql

-- Titles that the source has merged into others.
ALTER TABLE subjects
  ADD COLUMN merged_into bigint DEFAULT NULL COMMENT 'the number under which the source goes on with a title that is gone';

-- V13__feed_cursor.sql

-- Sources name the pages of their lists themselves. Until now the next page was known by the titles listed so far, and the
-- one source that there was begins its pages after so many rows.
ALTER TABLE sync_run_feeds
  ADD COLUMN next_cursor varchar(255) DEFAULT NULL COMMENT 'the page to ask for, as the source names it; null for the first',
  ADD COLUMN pages int NOT NULL DEFAULT 0 COMMENT 'pages read so far';
UPDATE sync_run_feeds SET next_cursor = position WHERE state = 'OUTSTANDING' AND position > 0;

-- V14__rating_distribution.sql

-- How the votes behind a score are spread over the stars.
ALTER TABLE videos
  ADD COLUMN rating_distribution_json json DEFAULT NULL COMMENT 'the shares of five stars down to one, as percentages';

-- V15__cross_checks.sql

-- One word for what a page says of a fact a second time: a cross-check.
CREATE TABLE cross_check_disagreements (
  source varchar(32) NOT NULL,
  source_id bigint NOT NULL,
  field varchar(64) NOT NULL,
  cross_check varchar(16) NOT NULL COMMENT 'JSON_LD or MICRODATA',
  stored_value mediumtext DEFAULT NULL,
  other_value mediumtext DEFAULT NULL,
  seen_at datetime(3) NOT NULL,
  PRIMARY KEY (source, source_id, field, cross_check),
  KEY idx_cross_check_disagreements_field (source, field)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO cross_check_disagreements (source, source_id, field, cross_check, stored_value, other_value, seen_at)
SELECT source, source_id, field, witness, stored_value, witness_value, seen_at FROM witness_disagreements;

-- witness_disagreements stays, unread, for workers of the version before; a service has no right to drop it.

-- V16__text_ids.sql

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

-- V17__circuit_breakers.sql

-- One circuit breaker for sources, their routes and their kinds of title.
CREATE TABLE circuit_breakers (
  source varchar(32) NOT NULL,
  scope varchar(8) NOT NULL COMMENT 'SOURCE, ROUTE or KIND',
  name varchar(16) NOT NULL COMMENT 'the route, or the kind of video, * for all kinds; empty for the whole source',
  tripped_at datetime(3) NOT NULL COMMENT 'since when it is not closed',
  blocked_until datetime(3) NOT NULL COMMENT 'nothing passes until then, and one probe from then on',
  probe_until datetime(3) DEFAULT NULL COMMENT 'how long the claimed probe may take; a source has its own in Redis',
  reset_at datetime(3) DEFAULT NULL COMMENT 'the good answer that closed it; null while it is open or half-open',
  reason varchar(32) NOT NULL,
  detail varchar(500) DEFAULT NULL,
  trips int NOT NULL DEFAULT 1 COMMENT 'in a row; each doubles the time until the next probe',
  pace tinyint NOT NULL DEFAULT 8 COMMENT 'eighths of the rate, after the reset',
  PRIMARY KEY (source, scope, name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO circuit_breakers
  (source, scope, name, tripped_at, blocked_until, probe_until, reset_at, reason, detail, trips, pace)
SELECT source, IF(route = '', 'SOURCE', 'ROUTE'), route, updated_at, paused_until, probe_until, answered_at, reason,
  detail, refusals, pace
FROM source_pauses WHERE refusals > 0;

-- A trial that was claimed has moved the time of the next one by as much as if it had failed.
INSERT INTO circuit_breakers (source, scope, name, tripped_at, blocked_until, reason, detail, trips)
SELECT source, 'KIND', kind, since, next_trial_at, reason, detail, GREATEST(trials, 1) FROM structure_suspects;

-- source_pauses and structure_suspects stay, unread, for the processes that run while this is done and know no other
-- tables; they hear of a source's pauses through Redis, as all do. A service has no right to drop them.

-- V18__row_changed_at.sql

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

-- V19__statements.sql

-- What each source said of a title is kept as it was said, and a video follows from its sources' statements. So far a video
-- had one source, and its row was that source's word. Lists that a column of the video service can't hold whole stand in a
-- column of ours. Dates are written as text and flags as numbers; extracting the whole of a JSON value keeps it JSON.
CREATE TABLE statements (
  source varchar(32) NOT NULL,
  source_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  video_id bigint NOT NULL COMMENT 'the video that follows from it',
  facts_json mediumtext NOT NULL COMMENT 'what the source says, by the names of the fields',
  route varchar(16) DEFAULT NULL COMMENT 'the route by which its details came last; null where only lists told of it',
  run_id bigint DEFAULT NULL COMMENT 'the run that told of it last',
  told_at datetime(3) NOT NULL COMMENT 'when it last said something new',
  PRIMARY KEY (source, source_id),
  KEY idx_statements_video (video_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Rows of sources that are none of ours have no statement, and stay as they are.
-- Services of the version before go on writing meanwhile: none of their rows is locked.
SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
INSERT INTO statements (source, source_id, video_id, facts_json, route, run_id, told_at)
SELECT v.source, v.source_key, v.id,
  JSON_OBJECT(
    'kind', v.type,
    'title', COALESCE(v.title_full, v.title),
    'original_title', COALESCE(v.original_title_full, v.original_title),
    'year', v.year,
    'release_date', v.release_date,
    'release_date_precision', v.release_date_precision,
    'release_dates', JSON_EXTRACT(v.release_dates_json, '$'),
    'directors', JSON_EXTRACT(COALESCE(v.directors_full_json, v.director_json), '$'),
    'writers', JSON_EXTRACT(v.writers_json, '$'),
    'actors', JSON_EXTRACT(COALESCE(v.actors_full_json, v.actors_json), '$'),
    'tags', JSON_EXTRACT(COALESCE(v.tags_full_json, v.tags_json), '$'),
    'countries', JSON_EXTRACT(COALESCE(v.countries_full_json, v.country_json), '$'),
    'languages', JSON_EXTRACT(v.languages_json, '$'),
    'aka', JSON_EXTRACT(v.aka_json, '$'),
    'runtime', v.runtime,
    'runtimes', JSON_EXTRACT(v.runtimes_json, '$'),
    'episode_count', v.episode_count,
    'episodes_out', v.episodes_out,
    'season', v.season,
    'episode_runtime', v.episode_runtime,
    'imdb_id', v.imdb_id,
    'score', v.score,
    'votes', v.votes,
    'rating_distribution', JSON_EXTRACT(v.rating_distribution_json, '$'),
    'description', COALESCE(v.description_full, v.description),
    'cover_url', COALESCE(v.cover_url_full, v.cover_url),
    'is_completed', v.is_completed,
    'is_update', v.is_update),
  s.route, s.run_id, COALESCE(v.updated_at, UTC_TIMESTAMP(3))
FROM videos v LEFT JOIN subjects s ON s.source = v.source AND s.source_id = v.source_key
WHERE v.source_key IS NOT NULL AND v.source COLLATE utf8mb4_bin REGEXP '^[a-z][a-z0-9]{0,31}$';

-- V20__corrections.sql

-- What people corrected in a video, by field: the value, who said so, and when. It stands whatever sources say, until it is
-- released. It is kept in the video's own row, which whoever writes the video has locked.
ALTER TABLE videos
  ADD COLUMN corrections_json mediumtext DEFAULT NULL
    COMMENT 'fields that people corrected, with value, name and time; null where there are none';

-- V21__merge_rules.sql

-- Orders of sources that were set over the API: they take the place of those in the settings.
CREATE TABLE merge_rules (
  field varchar(64) NOT NULL COMMENT 'the name of a field; * for all that have no order of their own',
  sources_json varchar(2000) NOT NULL COMMENT 'the sources, the best first',
  set_by varchar(120) NOT NULL,
  set_at datetime(3) NOT NULL,
  PRIMARY KEY (field)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- V22__links.sql

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

-- V23__imports.sql

-- Datasets that were imported, each by the digest of its last file: the same file isn't read again.
CREATE TABLE dataset_imports (
  dataset varchar(32) NOT NULL,
  digest char(64) NOT NULL COMMENT 'SHA-256 of the file',
  row_count bigint NOT NULL COMMENT 'rows of the file',
  broken_count bigint NOT NULL COMMENT 'rows that can not be',
  title_count bigint NOT NULL COMMENT 'titles that are in the catalogue',
  changed_count bigint NOT NULL COMMENT 'titles of which it said something new',
  imported_at datetime(3) NOT NULL,
  PRIMARY KEY (dataset)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- V24__dataset_locations.sql

-- Where datasets are got by themselves: each file's version when it was last looked at, and when that is done again.
CREATE TABLE dataset_locations (
  location varchar(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'an address, or a file on the workers',
  source varchar(32) NOT NULL,
  version varchar(300) DEFAULT NULL COMMENT 'ETag, date or size of what was imported last',
  outcome varchar(16) DEFAULT NULL COMMENT 'IMPORTED, UNCHANGED or FAILED; null at first',
  detail varchar(500) DEFAULT NULL COMMENT 'why it failed',
  looked_at datetime(3) DEFAULT NULL,
  due_at datetime(3) NOT NULL COMMENT 'when it is looked at again; while a worker does so, when its lease ends',
  PRIMARY KEY (location)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- V25__runs_of_several_sources.sql

-- A run may name several sources: sync_runs.source holds their names with commas between, a feed and an item each its own.
ALTER TABLE sync_runs MODIFY COLUMN source varchar(1000) NOT NULL COMMENT 'the sources, in order, with commas between';

-- Empty where a gateway of the version before has asked for the run: then it is the run's.
ALTER TABLE sync_run_feeds
  ADD COLUMN source varchar(32) NOT NULL DEFAULT '' COMMENT 'empty: that of the run' AFTER run_id;
UPDATE sync_run_feeds SET source = (SELECT r.source FROM sync_runs r WHERE r.id = sync_run_feeds.run_id)
WHERE EXISTS (SELECT 1 FROM sync_runs r WHERE r.id = sync_run_feeds.run_id);
ALTER TABLE sync_run_feeds DROP PRIMARY KEY, ADD PRIMARY KEY (run_id, source, feed);

ALTER TABLE sync_run_items DROP PRIMARY KEY, ADD PRIMARY KEY (run_id, source, source_id);

-- V26__source_history.sql

-- What each source was asked and how it answered, minute by minute for a day and hour by hour for some weeks. Workers add
-- what they count, a scheduler writes what it sees once a minute, and hours are added up from minutes. A minute of which
-- nobody knows anything has no row. exchange_minutes, from which the mean answer was taken so far, is unread from now on.
CREATE TABLE source_history (
  step varchar(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'MINUTE or HOUR',
  begins_at datetime NOT NULL,
  source varchar(32) NOT NULL,
  requests int NOT NULL DEFAULT 0 COMMENT 'exchanges with the source',
  answer_millis bigint NOT NULL DEFAULT 0 COMMENT 'what they took, in all',
  within_5 int NOT NULL DEFAULT 0 COMMENT 'those that took no longer, in milliseconds; so the ones that follow',
  within_10 int NOT NULL DEFAULT 0,
  within_25 int NOT NULL DEFAULT 0,
  within_50 int NOT NULL DEFAULT 0,
  within_100 int NOT NULL DEFAULT 0,
  within_250 int NOT NULL DEFAULT 0,
  within_500 int NOT NULL DEFAULT 0,
  within_1000 int NOT NULL DEFAULT 0,
  within_2500 int NOT NULL DEFAULT 0,
  within_5000 int NOT NULL DEFAULT 0,
  within_10000 int NOT NULL DEFAULT 0,
  within_30000 int NOT NULL DEFAULT 0,
  within_60000 int NOT NULL DEFAULT 0,
  created int NOT NULL DEFAULT 0 COMMENT 'tasks by what became of them; so the ones that follow',
  changed int NOT NULL DEFAULT 0,
  unchanged int NOT NULL DEFAULT 0,
  gone int NOT NULL DEFAULT 0,
  throttled int NOT NULL DEFAULT 0,
  challenged int NOT NULL DEFAULT 0,
  broken int NOT NULL DEFAULT 0,
  dropped int NOT NULL DEFAULT 0,
  dead int NOT NULL DEFAULT 0,
  permits double DEFAULT NULL COMMENT 'the most requests that the limit allowed in this time; null without one, or unseen',
  queue_depth double DEFAULT NULL COMMENT 'tasks in the broker, on the average; null: unseen',
  due_subjects double DEFAULT NULL COMMENT 'subjects that owed details, on the average; null: unseen',
  freshness double DEFAULT NULL COMMENT 'share of subjects that owed none, on the average; null: unseen',
  paused double DEFAULT NULL COMMENT 'share of the time in which the source was left alone; null: unseen',
  PRIMARY KEY (step, begins_at, source)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- V27__source_rates.sql

-- Rates that were set while the services run; without one the setting holds. A row stays when its rate is taken back: its
-- number tells which of two processes knows the newer one.
CREATE TABLE source_rates (
  source varchar(32) NOT NULL,
  rate varchar(32) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'as 1/6s; null: that of the settings',
  number bigint NOT NULL COMMENT 'grows with each change',
  changed_at datetime(3) NOT NULL,
  changed_by varchar(100) NOT NULL,
  PRIMARY KEY (source)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- V28__kept_lists.sql

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

-- V29__covers.sql

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

-- V30__instances_hosts.sql

-- Which machine a process is on and what memory its heap takes, for those who look at the cluster. Null for one of the
-- version before.
ALTER TABLE instances
  ADD COLUMN host varchar(255) DEFAULT NULL,
  ADD COLUMN heap_bytes bigint DEFAULT NULL COMMENT 'used by the heap at the last sign of life',
  ADD COLUMN heap_limit_bytes bigint DEFAULT NULL COMMENT 'what the heap may take';
