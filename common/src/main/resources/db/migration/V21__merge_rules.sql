-- Orders of sources that were set over the API: they take the place of those in the settings.
CREATE TABLE merge_rules (
  field varchar(64) NOT NULL COMMENT 'the name of a field; * for all that have no order of their own',
  sources_json varchar(2000) NOT NULL COMMENT 'the sources, the best first',
  set_by varchar(120) NOT NULL,
  set_at datetime(3) NOT NULL,
  PRIMARY KEY (field)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
