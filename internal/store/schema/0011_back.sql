-- Whether no other visit of the member was known when this one began, of one who is
-- welcomed by name and has been a member for long.
ALTER TABLE visits ADD COLUMN back INTEGER NOT NULL DEFAULT 0;
CREATE INDEX visits_of ON visits (member_id);
