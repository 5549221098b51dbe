-- Schema version 11: inline full text.
CREATE TABLE schema_version(version INTEGER NOT NULL);
INSERT INTO schema_version VALUES(11);
CREATE TABLE sessions(
 id TEXT PRIMARY KEY, source TEXT NOT NULL, user_id TEXT, model TEXT, model_config TEXT, system_prompt TEXT,
 parent_session_id TEXT, started_at REAL NOT NULL, ended_at REAL, end_reason TEXT,
 message_count INTEGER DEFAULT 0, tool_call_count INTEGER DEFAULT 0,
 input_tokens INTEGER DEFAULT 0, output_tokens INTEGER DEFAULT 0, cache_read_tokens INTEGER DEFAULT 0,
 cache_write_tokens INTEGER DEFAULT 0, reasoning_tokens INTEGER DEFAULT 0,
 billing_provider TEXT, billing_base_url TEXT, billing_mode TEXT,
 estimated_cost_usd REAL, actual_cost_usd REAL, cost_status TEXT, cost_source TEXT, pricing_version TEXT,
 title TEXT, api_call_count INTEGER DEFAULT 0,
 FOREIGN KEY(parent_session_id) REFERENCES sessions(id));
CREATE TABLE messages(
 id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL REFERENCES sessions(id), role TEXT NOT NULL,
 content TEXT, tool_call_id TEXT, tool_calls TEXT, tool_name TEXT, timestamp REAL NOT NULL, token_count INTEGER,
 finish_reason TEXT, reasoning TEXT, reasoning_content TEXT, reasoning_details TEXT, codex_reasoning_items TEXT,
 codex_message_items TEXT);
CREATE TABLE state_meta(key TEXT PRIMARY KEY, value TEXT);
CREATE INDEX idx_sessions_source ON sessions(source);
CREATE INDEX idx_sessions_parent ON sessions(parent_session_id);
CREATE INDEX idx_sessions_started ON sessions(started_at DESC);
CREATE INDEX idx_messages_session ON messages(session_id, timestamp);
CREATE UNIQUE INDEX idx_sessions_title_unique ON sessions(title) WHERE title IS NOT NULL;
CREATE VIRTUAL TABLE messages_fts USING fts5(content);
CREATE VIRTUAL TABLE messages_fts_trigram USING fts5(content, tokenize='trigram');
CREATE TRIGGER messages_fts_insert AFTER INSERT ON messages BEGIN
 INSERT INTO messages_fts(rowid, content) VALUES(new.id, COALESCE(new.content,'')||' '||COALESCE(new.tool_name,'')||' '||COALESCE(new.tool_calls,'')); END;
CREATE TRIGGER messages_fts_delete AFTER DELETE ON messages BEGIN DELETE FROM messages_fts WHERE rowid = old.id; END;
CREATE TRIGGER messages_fts_update AFTER UPDATE ON messages BEGIN
 DELETE FROM messages_fts WHERE rowid = old.id;
 INSERT INTO messages_fts(rowid, content) VALUES(new.id, COALESCE(new.content,'')||' '||COALESCE(new.tool_name,'')||' '||COALESCE(new.tool_calls,'')); END;
CREATE TRIGGER messages_fts_trigram_insert AFTER INSERT ON messages BEGIN
 INSERT INTO messages_fts_trigram(rowid, content) VALUES(new.id, COALESCE(new.content,'')||' '||COALESCE(new.tool_name,'')||' '||COALESCE(new.tool_calls,'')); END;
CREATE TRIGGER messages_fts_trigram_delete AFTER DELETE ON messages BEGIN DELETE FROM messages_fts_trigram WHERE rowid = old.id; END;
CREATE TRIGGER messages_fts_trigram_update AFTER UPDATE ON messages BEGIN
 DELETE FROM messages_fts_trigram WHERE rowid = old.id;
 INSERT INTO messages_fts_trigram(rowid, content) VALUES(new.id, COALESCE(new.content,'')||' '||COALESCE(new.tool_name,'')||' '||COALESCE(new.tool_calls,'')); END;
