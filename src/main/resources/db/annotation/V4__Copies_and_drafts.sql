-- A conversation of our own: a copy of another one, or brought in from a file. While it is not complete it is still
-- being made, or was left behind by a crash.
CREATE TABLE copy (
  id               TEXT PRIMARY KEY NOT NULL,
  profile          TEXT NOT NULL,
  kind             TEXT NOT NULL CHECK (kind IN ('duplicate', 'fork', 'import')),
  parent_id        TEXT NOT NULL,
  title            TEXT NOT NULL,
  workspace        TEXT NOT NULL,
  model            TEXT NOT NULL,
  provider         TEXT NOT NULL,
  toolsets         TEXT,
  created_at       REAL NOT NULL,
  changed_at       REAL NOT NULL,
  clear_generation INTEGER NOT NULL DEFAULT 0,
  complete         INTEGER NOT NULL CHECK (complete IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Messages are numbered from 0. What is needed to place and weigh one stands before its text, so that a long one is
-- not read for it.
CREATE TABLE copy_message (
  id           INTEGER PRIMARY KEY,
  copy_id      TEXT NOT NULL REFERENCES copy (id) ON DELETE CASCADE,
  number       INTEGER NOT NULL,
  role         TEXT NOT NULL,
  content_size INTEGER NOT NULL,
  calls_size   INTEGER NOT NULL,
  thought_size INTEGER NOT NULL,
  summarised   INTEGER NOT NULL CHECK (summarised IN (0, 1)),
  synthetic    INTEGER NOT NULL CHECK (synthetic IN (0, 1)),
  sent_at      REAL NOT NULL,
  size         INTEGER NOT NULL,
  message      TEXT NOT NULL,
  UNIQUE (copy_id, number)
) STRICT;

-- What somebody began to write in a conversation, of whatever source.
CREATE TABLE draft (
  profile TEXT NOT NULL,
  root_id TEXT NOT NULL,
  text    TEXT NOT NULL,
  files   TEXT NOT NULL,
  PRIMARY KEY (profile, root_id)
) STRICT, WITHOUT ROWID;
