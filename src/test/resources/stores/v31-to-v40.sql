-- A store from the future: columns, tables, triggers and views that nobody knows yet.
UPDATE schema_version SET version = 40;
ALTER TABLE sessions ADD COLUMN constellation TEXT;
ALTER TABLE sessions ADD COLUMN weight_grams REAL NOT NULL DEFAULT 1.5;
ALTER TABLE messages ADD COLUMN dream BLOB;
ALTER TABLE messages ADD COLUMN layer INTEGER NOT NULL DEFAULT 3;
CREATE TABLE "session dreams"(session_id TEXT PRIMARY KEY, dream TEXT) WITHOUT ROWID;
CREATE VIEW recent_dreams AS SELECT * FROM "session dreams";
CREATE TRIGGER sessions_dream_insert AFTER INSERT ON sessions BEGIN
 INSERT INTO "session dreams"(session_id, dream) VALUES(new.id, 'of electric sheep'); END;
UPDATE state_meta SET value = '9' WHERE key = 'fts_storage_version';
