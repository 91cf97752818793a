-- Who may sign in here: a user of the video service without a role is a visitor of that site alone.
ALTER TABLE users
  ADD COLUMN reelsync_role varchar(16) DEFAULT NULL COMMENT 'VIEWER, OPERATOR or ADMIN',
  ADD COLUMN reelsync_disabled_at datetime(3) DEFAULT NULL,
  ADD KEY idx_users_reelsync_role (reelsync_role);

-- Refresh tokens, of which token holds the SHA-256 in hex. Those of the video service have no family.
ALTER TABLE user_tokens
  ADD COLUMN reelsync_family char(36) DEFAULT NULL COMMENT 'the session; each use of a token replaces it by a new one',
  ADD COLUMN reelsync_replaced_at datetime(3) DEFAULT NULL,
  ADD KEY idx_user_tokens_reelsync_family (reelsync_family, is_active);
