-- When a cheer was said, so that it goes with the news that it was for.
ALTER TABLE cheers ADD COLUMN said_at INTEGER;
