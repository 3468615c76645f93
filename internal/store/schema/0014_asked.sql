-- seen says that whoever asked for an introduction was asked whether it was them.
ALTER TABLE introductions ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
