-- A full-text table whose tokenizer comes from a library that only the agent loads. It cannot be made without that
-- library, so it is written into the schema, without the tables that hold the index: whoever touches it fails.
CREATE VIEW messages_fts_cjk_src AS SELECT id, content, tool_name FROM messages WHERE role <> 'tool';
PRAGMA writable_schema = ON;
INSERT INTO sqlite_master(type, name, tbl_name, rootpage, sql) VALUES('table', 'messages_fts_cjk', 'messages_fts_cjk', 0,
 'CREATE VIRTUAL TABLE messages_fts_cjk USING fts5(content, tool_name, content=''messages_fts_cjk_src'', content_rowid=''id'', tokenize=''cjk_unicode61'')');
PRAGMA writable_schema = RESET;
