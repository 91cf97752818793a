-- How the votes behind a score are spread over the stars.
ALTER TABLE videos
  ADD COLUMN rating_distribution_json json DEFAULT NULL COMMENT 'the shares of five stars down to one, as percentages';
