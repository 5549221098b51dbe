-- Schema version 1: the first one. Full text over the content alone (external content).
CREATE TABLE schema_version(version INTEGER NOT NULL);
INSERT INTO schema_version VALUES(1);
CREATE TABLE sessions(
 id TEXT PRIMARY KEY, source TEXT NOT NULL, user_id TEXT, model TEXT, model_config TEXT, system_prompt TEXT,
 parent_session_id TEXT, started_at REAL NOT NULL, ended_at REAL, end_reason TEXT,
 message_count INTEGER DEFAULT 0, tool_call_count INTEGER DEFAULT 0,
 input_tokens INTEGER DEFAULT 0, output_tokens INTEGER DEFAULT 0,
 FOREIGN KEY(parent_session_id) REFERENCES sessions(id));
CREATE TABLE messages(
 id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL REFERENCES sessions(id), role TEXT NOT NULL,
 content TEXT, tool_call_id TEXT, tool_calls TEXT, tool_name TEXT, timestamp REAL NOT NULL, token_count INTEGER);
CREATE INDEX idx_sessions_source ON sessions(source);
CREATE INDEX idx_sessions_parent ON sessions(parent_session_id);
CREATE INDEX idx_sessions_started ON sessions(started_at DESC);
CREATE INDEX idx_messages_session ON messages(session_id, timestamp);
CREATE VIRTUAL TABLE messages_fts USING fts5(content, content=messages, content_rowid=id);
CREATE TRIGGER messages_fts_insert AFTER INSERT ON messages BEGIN
 INSERT INTO messages_fts(rowid, content) VALUES(new.id, new.content); END;
CREATE TRIGGER messages_fts_delete AFTER DELETE ON messages BEGIN
 INSERT INTO messages_fts(messages_fts, rowid, content) VALUES('delete', old.id, old.content); END;
CREATE TRIGGER messages_fts_update AFTER UPDATE ON messages BEGIN
 INSERT INTO messages_fts(messages_fts, rowid, content) VALUES('delete', old.id, old.content);
 INSERT INTO messages_fts(rowid, content) VALUES(new.id, new.content); END;
