-- seen says that the member knows of a coming, asked that they were asked afterwards.
ALTER TABLE comings ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE comings ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;

-- Templates of events that were brought in.
ALTER TABLE spaces ADD COLUMN practices TEXT NOT NULL DEFAULT '';

CREATE INDEX comings_to ON comings (event_id);
