-- Whether something was brought up with the member in this visit.
ALTER TABLE visits ADD COLUMN prompted INTEGER NOT NULL DEFAULT 0;
