-- knew_at and knew_place are when and where the occasion was to be when the member
-- last heard of it.
ALTER TABLE comings ADD COLUMN knew_at INTEGER;
ALTER TABLE comings ADD COLUMN knew_place TEXT NOT NULL DEFAULT '';
