-- From schema version 25 to 30: full text in layout 2.
UPDATE schema_version SET version = 30;
ALTER TABLE sessions ADD COLUMN git_metadata_generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN compression_recovery_deadline REAL;
ALTER TABLE sessions ADD COLUMN tool_names TEXT;
ALTER TABLE messages ADD COLUMN _compressed_summary INTEGER NOT NULL DEFAULT 0;
CREATE TABLE gateway_hygiene_state(session_key TEXT PRIMARY KEY, failure_streak INTEGER NOT NULL DEFAULT 0);
CREATE TABLE conversation_generations(source TEXT NOT NULL, session_key TEXT NOT NULL,
 generation INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(source, session_key));
CREATE TABLE gateway_heartbeats(backend_id TEXT PRIMARY KEY, pid INTEGER NOT NULL, started_at REAL NOT NULL,
 last_heartbeat REAL NOT NULL, profile TEXT NOT NULL DEFAULT '', host TEXT NOT NULL DEFAULT '');
CREATE TABLE session_turn_leases(conversation_id TEXT PRIMARY KEY, holder TEXT NOT NULL, acquired_at REAL NOT NULL,
 expires_at REAL NOT NULL);
CREATE INDEX idx_session_turn_leases_expires ON session_turn_leases(expires_at);
DROP TRIGGER messages_fts_trigram_insert;
DROP TABLE messages_fts_trigram;
DROP VIEW messages_fts_trigram_src;
CREATE VIEW messages_fts_trigram_src AS
 SELECT m.id, m.content, m.tool_name FROM messages m JOIN sessions s ON s.id = m.session_id
 WHERE m.role <> 'tool' AND s.source NOT IN ('cron', 'subagent') AND json_extract(s.model_config, '$._delegate_from') IS NULL;
CREATE VIRTUAL TABLE messages_fts_trigram USING fts5(content, tool_name,
 content='messages_fts_trigram_src', content_rowid='id', tokenize='trigram');
CREATE TRIGGER messages_fts_trigram_insert AFTER INSERT ON messages BEGIN
 INSERT INTO messages_fts_trigram(rowid, content, tool_name)
 SELECT id, content, tool_name FROM messages_fts_trigram_src WHERE id = new.id; END;
INSERT INTO messages_fts_trigram(messages_fts_trigram) VALUES('rebuild');
UPDATE state_meta SET value = '2' WHERE key = 'fts_storage_version';
