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
