-- One row is a store that was opened, by a random word, and the number of the
-- last change in the space when it first looked. In a file one ends before the
-- next begins.
CREATE TABLE lives (
	n     INTEGER NOT NULL PRIMARY KEY,
	space TEXT NOT NULL,
	life  TEXT NOT NULL,
	seq   INTEGER NOT NULL,
	UNIQUE (space, life)
) STRICT;
