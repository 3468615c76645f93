-- Whether nothing is brought up with the member in this visit any more: something
-- was, or they were heads down.
ALTER TABLE visits ADD COLUMN prompted INTEGER NOT NULL DEFAULT 0;
