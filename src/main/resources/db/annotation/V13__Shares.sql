-- A snapshot of a conversation that whoever has its token may read. The token itself is not kept: it is made of the id
-- with a key that lies beside the database, and found by its digest. All text is masked before it comes here.
CREATE TABLE share (
  id            TEXT PRIMARY KEY NOT NULL,
  token_digest  TEXT NOT NULL UNIQUE,
  profile       TEXT NOT NULL,
  root_id       TEXT NOT NULL,
  title         TEXT NOT NULL,
  message_count INTEGER NOT NULL,
  created_at    REAL NOT NULL,
  updated_at    REAL NOT NULL,
  expires_at    REAL NOT NULL,
  messages      TEXT NOT NULL,
  UNIQUE (profile, root_id)
) STRICT;
