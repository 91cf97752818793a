-- One word for what a page says of a fact a second time: a cross-check.
RENAME TABLE witness_disagreements TO cross_check_disagreements;
ALTER TABLE cross_check_disagreements
  CHANGE COLUMN witness cross_check varchar(16) NOT NULL COMMENT 'JSON_LD or MICRODATA',
  CHANGE COLUMN witness_value other_value mediumtext DEFAULT NULL,
  RENAME INDEX idx_witness_disagreements_field TO idx_cross_check_disagreements_field;
