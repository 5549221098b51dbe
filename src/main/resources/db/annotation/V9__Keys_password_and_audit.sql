-- What opens the service: tokens of programs and logins of people. Of the secret only the digest is kept.
CREATE TABLE access_key (
  id           TEXT PRIMARY KEY NOT NULL,
  kind         TEXT NOT NULL,
  digest       TEXT NOT NULL UNIQUE,
  name         TEXT NOT NULL,
  role         TEXT NOT NULL,
  -- A JSON list of profiles; null for all.
  profiles     TEXT,
  -- What it was made with, and ends with: the id of a key, or a mark of the password; null for nothing.
  origin       TEXT,
  created_at   REAL NOT NULL,
  expires_at   REAL,
  last_used_at REAL
) STRICT, WITHOUT ROWID;

-- The password that was set in the page, as a hash.
CREATE TABLE login_password (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  hash   TEXT NOT NULL,
  set_at REAL NOT NULL
) STRICT;

-- Who did what. The oldest entries are removed when there are too many.
CREATE TABLE audit (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      REAL NOT NULL,
  who     TEXT NOT NULL,
  address TEXT NOT NULL,
  deed    TEXT NOT NULL,
  subject TEXT,
  status  INTEGER NOT NULL
) STRICT;
