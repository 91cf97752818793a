-- Where datasets are got by themselves: each file's version when it was last looked at, and when that is done again.
CREATE TABLE dataset_locations (
  location varchar(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'an address, or a file on the workers',
  source varchar(32) NOT NULL,
  version varchar(300) DEFAULT NULL COMMENT 'ETag, date or size of what was imported last',
  outcome varchar(16) DEFAULT NULL COMMENT 'IMPORTED, UNCHANGED or FAILED; null at first',
  detail varchar(500) DEFAULT NULL COMMENT 'why it failed',
  looked_at datetime(3) DEFAULT NULL,
  due_at datetime(3) NOT NULL COMMENT 'when it is looked at again; while a worker does so, when its lease ends',
  PRIMARY KEY (location)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
