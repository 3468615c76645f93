-- seen says that the member knows of a coming, asked that they were asked afterwards.
ALTER TABLE comings ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE comings ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
CREATE INDEX comings_to ON comings (event_id);
