-- What was taken over from the old web UI, so that it is taken over once and later changes of people stay.
CREATE TABLE webui_import (
  kind        TEXT NOT NULL CHECK (kind IN ('project', 'pin', 'archive', 'title', 'membership')),
  profile     TEXT NOT NULL,
  id          TEXT NOT NULL,
  imported_at REAL NOT NULL,
  PRIMARY KEY (kind, profile, id)
) STRICT, WITHOUT ROWID;
