-- A conversation of our own that was brought in from an export, to be looked at and not to be changed. What its first
-- place knew of it is here, so that it is listed as there and can be exported again. The digest is that of its
-- messages: the same conversation is not kept twice.
CREATE TABLE imported (
  copy_id            TEXT PRIMARY KEY NOT NULL REFERENCES copy (id) ON DELETE CASCADE,
  digest             TEXT NOT NULL,
  original_id        TEXT NOT NULL,
  source             TEXT NOT NULL,
  started_at         REAL NOT NULL,
  active_at          REAL NOT NULL,
  input_tokens       INTEGER NOT NULL,
  output_tokens      INTEGER NOT NULL,
  cache_read_tokens  INTEGER NOT NULL,
  cache_write_tokens INTEGER NOT NULL,
  cost               REAL,
  imported_at        REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_digest ON imported (digest);
