CREATE TABLE project (
  id         TEXT PRIMARY KEY NOT NULL,
  profile    TEXT NOT NULL,
  name       TEXT NOT NULL,
  color      TEXT,
  created_at REAL NOT NULL,
  position   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a person added to a conversation. The flags are null where nobody said anything, else 0 or 1; then they win
-- over what the agent's store has.
CREATE TABLE annotation (
  profile    TEXT NOT NULL,
  root_id    TEXT NOT NULL,
  pinned     INTEGER CHECK (pinned IN (0, 1)),
  archived   INTEGER CHECK (archived IN (0, 1)),
  hidden     INTEGER CHECK (hidden IN (0, 1)),
  title      TEXT,
  project_id TEXT REFERENCES project (id) ON DELETE SET NULL,
  PRIMARY KEY (profile, root_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX annotation_project ON annotation (project_id) WHERE project_id IS NOT NULL;
