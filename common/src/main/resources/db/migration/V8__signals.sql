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
