-- After a pause: one probe, then a pace that climbs.
ALTER TABLE source_pauses
  ADD COLUMN pace tinyint NOT NULL DEFAULT 4 COMMENT 'eighths of the rate, after this pause',
  ADD COLUMN answered_at datetime(3) DEFAULT NULL COMMENT 'the first good answer after this pause';

-- A few subjects asked for by number overtake everything; many asked for at once are a bulk like any other.
ALTER TABLE subjects
  ADD COLUMN killed_workers tinyint NOT NULL DEFAULT 0 COMMENT 'workers that may have died while they read its page',
  MODIFY COLUMN priority tinyint NOT NULL COMMENT '0 urgent: a few asked for by number, 1 asked for, 2 never detailed, 3 refresh';
UPDATE subjects SET priority = priority + 1;
