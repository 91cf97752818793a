-- What people corrected in a video, by field: the value, who said so, and when. It stands whatever sources say, until it is
-- released. It is kept in the video's own row, which whoever writes the video has locked.
ALTER TABLE videos
  ADD COLUMN corrections_json mediumtext DEFAULT NULL
    COMMENT 'fields that people corrected, with value, name and time; null where there are none';
