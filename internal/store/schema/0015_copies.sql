-- copies is 1 while pages may keep copies of what was erased. Programs before this
-- one did not look for them.
ALTER TABLE file ADD COLUMN copies INTEGER NOT NULL DEFAULT 1;
