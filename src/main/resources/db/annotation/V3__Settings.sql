-- What people chose, for all profiles together. Values are kept as text; which names and values make sense is the code's
-- to say, so that a name it does not know does no harm.
CREATE TABLE setting (
  name  TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
