-- A run may name several sources: sync_runs.source holds their names with commas between, a feed and an item each its own.
ALTER TABLE sync_runs MODIFY COLUMN source varchar(1000) NOT NULL COMMENT 'the sources, in order, with commas between';

-- Empty where a gateway of the version before has asked for the run: then it is the run's.
ALTER TABLE sync_run_feeds
  ADD COLUMN source varchar(32) NOT NULL DEFAULT '' COMMENT 'empty: that of the run' AFTER run_id;
UPDATE sync_run_feeds SET source = (SELECT r.source FROM sync_runs r WHERE r.id = sync_run_feeds.run_id)
WHERE EXISTS (SELECT 1 FROM sync_runs r WHERE r.id = sync_run_feeds.run_id);
ALTER TABLE sync_run_feeds DROP PRIMARY KEY, ADD PRIMARY KEY (run_id, source, feed);

ALTER TABLE sync_run_items DROP PRIMARY KEY, ADD PRIMARY KEY (run_id, source, source_id);
