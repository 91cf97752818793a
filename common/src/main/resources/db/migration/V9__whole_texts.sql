-- A text that its column can't hold is cut there, at a character's end, and stands whole beside it.
ALTER TABLE videos
  ADD COLUMN title_full mediumtext DEFAULT NULL COMMENT 'the whole title where title can not hold it',
  ADD COLUMN original_title_full mediumtext DEFAULT NULL COMMENT 'the whole one where original_title can not hold it',
  ADD COLUMN description_full mediumtext DEFAULT NULL COMMENT 'the whole one where description can not hold it',
  ADD COLUMN cover_url_full mediumtext DEFAULT NULL COMMENT 'the whole address where cover_url can not hold it';

ALTER TABLE subjects
  MODIFY COLUMN title mediumtext DEFAULT NULL COMMENT 'as the list gave it',
  ADD COLUMN fully_detailed_at datetime(3) DEFAULT NULL COMMENT 'when a route that tells everything gave its details last';
UPDATE subjects SET fully_detailed_at = detailed_at WHERE route = 'page';

-- The pictures that the site shows where there is none were taken for covers.
UPDATE videos SET cover_url = NULL
WHERE source = 'douban' AND cover_url REGEXP '/[a-z]+[-_]default[-_][a-z]+[.](png|jpg|gif|webp)$';
