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
