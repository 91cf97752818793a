-- The tables of the video service that shares this database. Where they stand already they are left as they are.

CREATE TABLE IF NOT EXISTS users (
  id bigint NOT NULL AUTO_INCREMENT,
  username varchar(100) NOT NULL,
  password varchar(255) NOT NULL,
  nickname varchar(100) DEFAULT NULL,
  email varchar(255) DEFAULT NULL,
  avatar text DEFAULT NULL,
  acc_web varchar(255) DEFAULT NULL,
  acc_web_create_at datetime(3) DEFAULT NULL,
  acc_tv varchar(255) DEFAULT NULL,
  acc_tv_create_at datetime(3) DEFAULT NULL,
  created_at datetime(3) DEFAULT NULL,
  updated_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY idx_users_username (username)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS user_tokens (
  id bigint NOT NULL AUTO_INCREMENT,
  user_id bigint NOT NULL,
  token varchar(512) NOT NULL,
  device varchar(100) DEFAULT NULL,
  ip_address varchar(45) DEFAULT NULL,
  expires_at datetime(3) DEFAULT NULL,
  is_active tinyint(1) DEFAULT 1,
  created_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY idx_user_tokens_token (token),
  KEY idx_user_tokens_user_id (user_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS videos (
  id bigint NOT NULL,
  source_id bigint DEFAULT NULL,
  source varchar(255) DEFAULT NULL,
  title varchar(255) DEFAULT NULL,
  type varchar(32) DEFAULT NULL,
  cover_url text DEFAULT NULL,
  description text DEFAULT NULL,
  release_date date DEFAULT NULL,
  score decimal(3,1) DEFAULT NULL,
  country_json json DEFAULT NULL,
  director_json json DEFAULT NULL,
  actors_json json DEFAULT NULL,
  tags_json json DEFAULT NULL,
  status varchar(255) DEFAULT NULL,
  imdb_id varchar(20) DEFAULT NULL,
  runtime bigint DEFAULT NULL,
  resolution varchar(20) DEFAULT NULL,
  episode_count bigint DEFAULT NULL,
  is_completed tinyint(1) DEFAULT 0,
  is_update tinyint(1) DEFAULT 0,
  created_at datetime(3) DEFAULT NULL,
  updated_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  KEY idx_type_date_score (type, release_date, score),
  KEY idx_status (status),
  KEY idx_release_date (release_date),
  KEY idx_score (score),
  KEY idx_type (type)
  /*!80017 ,
  KEY idx_country_mv ((cast(country_json as char(32) array))),
  KEY idx_director_mv ((cast(director_json as char(32) array))),
  KEY idx_actors_mv ((cast(actors_json as char(32) array))),
  KEY idx_tags_mv ((cast(tags_json as char(32) array))) */
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS episodes (
  id bigint NOT NULL AUTO_INCREMENT,
  channel varchar(255) DEFAULT NULL,
  channel_id bigint DEFAULT NULL,
  video_id bigint NOT NULL,
  episode_number bigint DEFAULT 1,
  name varchar(255) DEFAULT NULL,
  play_urls varchar(255) NOT NULL,
  duration_seconds bigint DEFAULT NULL,
  subtitle_urls json DEFAULT NULL,
  created_at datetime(3) DEFAULT NULL,
  updated_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  KEY idx_episodes_video_id (video_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS danmakus (
  id bigint NOT NULL AUTO_INCREMENT,
  episode_id bigint NOT NULL,
  user_id bigint DEFAULT NULL,
  content varchar(255) NOT NULL,
  time_ms bigint NOT NULL,
  color varchar(20) DEFAULT '#FFFFFF',
  font_size bigint DEFAULT 16,
  created_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  KEY idx_danmakus_episode_id (episode_id),
  KEY idx_danmakus_user_id (user_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS user_favorites (
  id int NOT NULL AUTO_INCREMENT,
  user_id bigint NOT NULL,
  video_id bigint NOT NULL,
  created_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS user_watch_progress (
  id bigint NOT NULL AUTO_INCREMENT,
  user_id bigint NOT NULL,
  video_id bigint NOT NULL,
  episode_id bigint NOT NULL,
  position_seconds bigint DEFAULT 0,
  duration_seconds bigint DEFAULT NULL,
  updated_at datetime(3) DEFAULT NULL,
  created_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY idx_user_watch_progress_user_episode (user_id, episode_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS filter_info (
  id bigint NOT NULL AUTO_INCREMENT,
  name varchar(255) DEFAULT NULL,
  type varchar(255) DEFAULT NULL,
  country varchar(255) DEFAULT NULL,
  year varchar(255) DEFAULT NULL,
  tags varchar(255) DEFAULT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS app_versions (
  id bigint NOT NULL AUTO_INCREMENT,
  version_code bigint NOT NULL,
  version_name varchar(50) NOT NULL,
  platform varchar(20) NOT NULL,
  download_url text DEFAULT NULL,
  update_content text DEFAULT NULL,
  is_force tinyint(1) DEFAULT 0,
  file_size bigint DEFAULT NULL,
  is_active tinyint(1) DEFAULT 1,
  created_at datetime(3) DEFAULT NULL,
  updated_at datetime(3) DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY idx_app_versions_platform_version (platform, version_code),
  KEY idx_app_versions_platform (platform)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
