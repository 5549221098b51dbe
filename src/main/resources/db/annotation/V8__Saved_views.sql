-- A query of conversations with a name; the query is a JSON object.
CREATE TABLE saved_view (
  id         TEXT PRIMARY KEY NOT NULL,
  profile    TEXT NOT NULL,
  name       TEXT NOT NULL,
  query      TEXT NOT NULL,
  created_at REAL NOT NULL,
  position   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
