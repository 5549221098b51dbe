ALTER TABLE annotation ADD COLUMN note TEXT;

-- When it was moved to the trash; null while it is not in there. All times are seconds since 1970.
ALTER TABLE annotation ADD COLUMN trashed_at REAL;

-- What was active later is unread; 0 where somebody marked it as unread; null where nobody said anything.
ALTER TABLE annotation ADD COLUMN read_at REAL;

-- Two spellings that differ in case only are the same tag: they fold to the same text.
CREATE TABLE annotation_tag (
  profile  TEXT NOT NULL,
  root_id  TEXT NOT NULL,
  folded   TEXT NOT NULL,
  name     TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (profile, root_id, folded),
  FOREIGN KEY (profile, root_id) REFERENCES annotation (profile, root_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What was done to conversations, so that it can be undone.
CREATE TABLE change (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  profile TEXT NOT NULL,
  action  TEXT NOT NULL,
  made_at REAL NOT NULL,
  changed INTEGER NOT NULL,
  undoes  INTEGER
) STRICT;

CREATE INDEX change_made_at ON change (made_at);
CREATE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL;

-- Which of its values a change set, as a JSON object: for each the value before and the value after.
CREATE TABLE change_row (
  change_id INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
  root_id   TEXT NOT NULL,
  delta     TEXT NOT NULL,
  PRIMARY KEY (change_id, root_id)
) STRICT, WITHOUT ROWID;
