-- Which machine a process is on and what memory its heap takes, for those who look at the cluster. Null for one of the
-- version before.
ALTER TABLE instances
  ADD COLUMN host varchar(255) DEFAULT NULL,
  ADD COLUMN heap_bytes bigint DEFAULT NULL COMMENT 'used by the heap at the last sign of life',
  ADD COLUMN heap_limit_bytes bigint DEFAULT NULL COMMENT 'what the heap may take';
