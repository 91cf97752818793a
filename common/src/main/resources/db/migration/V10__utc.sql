-- All times are UTC, as digits. A TIMESTAMP takes them for times of the session's zone, and refuses those of the hour that
-- the zone leaves out when it changes its clocks. What is there was written in sessions of the server's own zone, and
-- comes over with its digits when it is read in that zone.
SET time_zone = @@GLOBAL.time_zone;
ALTER TABLE shedlock
  MODIFY COLUMN lock_until datetime(3) NOT NULL,
  MODIFY COLUMN locked_at datetime(3) NOT NULL;
SET time_zone = '+00:00';
