-- One row is a space and where its numbers stand: seq is the number of the last
-- change in it, epoch the random number of this life of the store. A change is
-- taken only if both are still what its writer read: moved is the check that
-- fails when they are not.
CREATE TABLE spaces (
	space TEXT NOT NULL PRIMARY KEY,
	epoch INTEGER NOT NULL,
	seq   INTEGER NOT NULL,
	CONSTRAINT moved CHECK (seq >= 0)
) STRICT;

-- One row is a record as far as anybody told, and the number of its last change.
-- doc is the record as JSON; of an erased one it is empty, and the row stays for
-- ever.
CREATE TABLE records (
	space  TEXT NOT NULL,
	kind   TEXT NOT NULL,
	id     TEXT NOT NULL,
	seq    INTEGER NOT NULL,
	erased INTEGER NOT NULL,
	doc    TEXT NOT NULL,
	PRIMARY KEY (space, kind, id)
) STRICT;
CREATE UNIQUE INDEX records_by_seq ON records (space, seq);
CREATE INDEX records_erased ON records (space, id) WHERE erased = 1;

-- One row is a record that is there and one whose erasure takes it along.
CREATE TABLE owners (
	space TEXT NOT NULL,
	owner TEXT NOT NULL,
	kind  TEXT NOT NULL,
	id    TEXT NOT NULL,
	PRIMARY KEY (space, owner, kind, id)
) STRICT, WITHOUT ROWID;

-- One row is what the hubs know of their talk with one screen, by its key.
CREATE TABLE contacts (
	space         TEXT NOT NULL,
	key           TEXT NOT NULL,
	count         INTEGER NOT NULL, -- of meetings
	word          TEXT NOT NULL,    -- given at the last meeting
	before        TEXT NOT NULL,    -- given at the one before
	since         INTEGER NOT NULL, -- the screen has all changes up to it
	seen_at       INTEGER NOT NULL, -- milliseconds UTC
	offset_ms     INTEGER NOT NULL, -- the hub's clock less the screen's
	waiting       INTEGER NOT NULL, -- records it has not sent
	waiting_since INTEGER NOT NULL, -- milliseconds UTC, 0 for none
	program       TEXT NOT NULL,
	bye           INTEGER NOT NULL, -- 1 when it was switched off on purpose
	PRIMARY KEY (space, key)
) STRICT, WITHOUT ROWID;

-- One row is a photo, by the SHA-256 of its bytes in hex. It is whole when all
-- of its parts are there and were found to be it.
CREATE TABLE photos (
	space        TEXT NOT NULL,
	hash         TEXT NOT NULL,
	parts        INTEGER NOT NULL, -- how many it has
	whole        INTEGER NOT NULL,
	unused_since INTEGER NOT NULL, -- milliseconds UTC, 0 while a record shows it
	PRIMARY KEY (space, hash)
) STRICT, WITHOUT ROWID;

-- One row is a part of a photo, counted from 0.
CREATE TABLE photo_parts (
	space TEXT NOT NULL,
	hash  TEXT NOT NULL,
	part  INTEGER NOT NULL,
	data  BLOB NOT NULL,
	PRIMARY KEY (space, hash, part)
) STRICT;

-- One row is a hub before this store, by the address that it says others reach
-- it at.
CREATE TABLE hubs (
	address TEXT NOT NULL PRIMARY KEY,
	seen_at INTEGER NOT NULL -- milliseconds UTC
) STRICT, WITHOUT ROWID;

-- The one row is the private key of all hubs before this store, in PEM.
CREATE TABLE keys (
	one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
	pem TEXT NOT NULL
) STRICT;
