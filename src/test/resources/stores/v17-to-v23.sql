-- From schema version 17 to 23: full text in layout 1.
UPDATE schema_version SET version = 23;
ALTER TABLE sessions ADD COLUMN display_name TEXT;
ALTER TABLE sessions ADD COLUMN origin_json TEXT;
ALTER TABLE sessions ADD COLUMN expiry_finalized INTEGER DEFAULT 0;
ALTER TABLE sessions ADD COLUMN compression_fallback_streak INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN profile_name TEXT;
CREATE TABLE gateway_routing(scope TEXT NOT NULL DEFAULT '', session_key TEXT NOT NULL, entry_json TEXT NOT NULL,
 updated_at REAL NOT NULL, PRIMARY KEY(scope, session_key));
CREATE TABLE session_model_usage(
 session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE, model TEXT NOT NULL,
 billing_provider TEXT NOT NULL DEFAULT '', billing_base_url TEXT NOT NULL DEFAULT '',
 billing_mode TEXT NOT NULL DEFAULT '', task TEXT NOT NULL DEFAULT '',
 api_call_count INTEGER NOT NULL DEFAULT 0, input_tokens INTEGER NOT NULL DEFAULT 0,
 output_tokens INTEGER NOT NULL DEFAULT 0, cache_read_tokens INTEGER NOT NULL DEFAULT 0,
 cache_write_tokens INTEGER NOT NULL DEFAULT 0, reasoning_tokens INTEGER NOT NULL DEFAULT 0,
 estimated_cost_usd REAL NOT NULL DEFAULT 0, actual_cost_usd REAL NOT NULL DEFAULT 0,
 cost_status TEXT, cost_source TEXT, first_seen REAL, last_seen REAL,
 PRIMARY KEY(session_id, model, billing_provider, billing_base_url, billing_mode, task));
CREATE INDEX idx_session_model_usage_session ON session_model_usage(session_id);
CREATE INDEX idx_session_model_usage_model ON session_model_usage(model);
DROP TRIGGER messages_fts_insert; DROP TRIGGER messages_fts_delete; DROP TRIGGER messages_fts_update;
DROP TRIGGER messages_fts_trigram_insert; DROP TRIGGER messages_fts_trigram_delete; DROP TRIGGER messages_fts_trigram_update;
DROP TABLE messages_fts; DROP TABLE messages_fts_trigram;
CREATE VIRTUAL TABLE messages_fts USING fts5(content, tool_name, tool_calls, content='messages', content_rowid='id');
CREATE VIEW messages_fts_trigram_src AS SELECT id, role, content, tool_name, tool_calls FROM messages WHERE role <> 'tool';
CREATE VIRTUAL TABLE messages_fts_trigram USING fts5(content, tool_name, tool_calls,
 content='messages_fts_trigram_src', content_rowid='id', tokenize='trigram');
CREATE TRIGGER messages_fts_insert AFTER INSERT ON messages BEGIN
 INSERT INTO messages_fts(rowid, content, tool_name, tool_calls) VALUES(new.id, new.content, new.tool_name, new.tool_calls); END;
CREATE TRIGGER messages_fts_delete AFTER DELETE ON messages BEGIN
 INSERT INTO messages_fts(messages_fts, rowid, content, tool_name, tool_calls)
 VALUES('delete', old.id, old.content, old.tool_name, old.tool_calls); END;
CREATE TRIGGER messages_fts_trigram_insert AFTER INSERT ON messages WHEN new.role <> 'tool' BEGIN
 INSERT INTO messages_fts_trigram(rowid, content, tool_name, tool_calls) VALUES(new.id, new.content, new.tool_name, new.tool_calls); END;
INSERT INTO messages_fts(messages_fts) VALUES('rebuild');
INSERT INTO messages_fts_trigram(messages_fts_trigram) VALUES('rebuild');
INSERT INTO state_meta VALUES('fts_storage_version', '1');
