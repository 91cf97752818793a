-- As for subjects: of the tasks that were in hand when a worker died, this tells the one that it died of.
ALTER TABLE sync_run_feeds
  ADD COLUMN killed_workers tinyint NOT NULL DEFAULT 0 COMMENT 'workers that may have died while they read its page';
