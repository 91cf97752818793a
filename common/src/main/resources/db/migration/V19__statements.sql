-- What each source said of a title is kept as it was said, and a video follows from its sources' statements. So far a video
-- had one source, and its row was that source's word. Lists that a column of the video service can't hold whole stand in a
-- column of ours. Dates are written as text and flags as numbers; extracting the whole of a JSON value keeps it JSON.
CREATE TABLE statements (
  source varchar(32) NOT NULL,
  source_id varchar(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  video_id bigint NOT NULL COMMENT 'the video that follows from it',
  facts_json mediumtext NOT NULL COMMENT 'what the source says, by the names of the fields',
  route varchar(16) DEFAULT NULL COMMENT 'the route by which its details came last; null where only lists told of it',
  run_id bigint DEFAULT NULL COMMENT 'the run that told of it last',
  told_at datetime(3) NOT NULL COMMENT 'when it last said something new',
  PRIMARY KEY (source, source_id),
  KEY idx_statements_video (video_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Rows of sources that are none of ours have no statement, and stay as they are.
-- Services of the version before go on writing meanwhile: none of their rows is locked.
SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
INSERT INTO statements (source, source_id, video_id, facts_json, route, run_id, told_at)
SELECT v.source, v.source_key, v.id,
  JSON_OBJECT(
    'kind', v.type,
    'title', COALESCE(v.title_full, v.title),
    'original_title', COALESCE(v.original_title_full, v.original_title),
    'year', v.year,
    'release_date', v.release_date,
    'release_date_precision', v.release_date_precision,
    'release_dates', JSON_EXTRACT(v.release_dates_json, '$'),
    'directors', JSON_EXTRACT(COALESCE(v.directors_full_json, v.director_json), '$'),
    'writers', JSON_EXTRACT(v.writers_json, '$'),
    'actors', JSON_EXTRACT(COALESCE(v.actors_full_json, v.actors_json), '$'),
    'tags', JSON_EXTRACT(COALESCE(v.tags_full_json, v.tags_json), '$'),
    'countries', JSON_EXTRACT(COALESCE(v.countries_full_json, v.country_json), '$'),
    'languages', JSON_EXTRACT(v.languages_json, '$'),
    'aka', JSON_EXTRACT(v.aka_json, '$'),
    'runtime', v.runtime,
    'runtimes', JSON_EXTRACT(v.runtimes_json, '$'),
    'episode_count', v.episode_count,
    'episodes_out', v.episodes_out,
    'season', v.season,
    'episode_runtime', v.episode_runtime,
    'imdb_id', v.imdb_id,
    'score', v.score,
    'votes', v.votes,
    'rating_distribution', JSON_EXTRACT(v.rating_distribution_json, '$'),
    'description', COALESCE(v.description_full, v.description),
    'cover_url', COALESCE(v.cover_url_full, v.cover_url),
    'is_completed', v.is_completed,
    'is_update', v.is_update),
  s.route, s.run_id, COALESCE(v.updated_at, UTC_TIMESTAMP(3))
FROM videos v LEFT JOIN subjects s ON s.source = v.source AND s.source_id = v.source_key
WHERE v.source_key IS NOT NULL AND v.source COLLATE utf8mb4_bin REGEXP '^[a-z][a-z0-9]{0,31}$';
