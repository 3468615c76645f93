-- helper_seen says that who is on the way to a quick ask knows of it, seen that who
-- cheers does: they said, of what was said in their name, that it was them.
ALTER TABLE posts ADD COLUMN helper_seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cheers ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
