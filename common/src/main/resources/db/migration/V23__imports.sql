-- Datasets that were imported, each by the digest of its last file: the same file isn't read again.
CREATE TABLE dataset_imports (
  dataset varchar(32) NOT NULL,
  digest char(64) NOT NULL COMMENT 'SHA-256 of the file',
  row_count bigint NOT NULL COMMENT 'rows of the file',
  broken_count bigint NOT NULL COMMENT 'rows that can not be',
  title_count bigint NOT NULL COMMENT 'titles that are in the catalogue',
  changed_count bigint NOT NULL COMMENT 'titles of which it said something new',
  imported_at datetime(3) NOT NULL,
  PRIMARY KEY (dataset)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
