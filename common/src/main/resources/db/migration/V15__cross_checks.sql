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
