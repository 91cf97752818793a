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
