-- One row: the hub that this store keeps in step with, as last heard of. hub is
-- its key, addresses a JSON list, name and role are this screen's own. since and
-- after say how far the hub's records are here; sweep is 1 while everything is
-- read anew, and what was not seen is to go at the end. offset_ms is the hub's
-- clock less this machine's, met_at when it was last heard of, by its clock, and
-- clear_at a time at which nothing waited to be sent.
-- known is the greatest number that the hub named, life who then served the store.
CREATE TABLE link (
    one           INTEGER PRIMARY KEY CHECK (one = 1),
    hub           TEXT NOT NULL,
    addresses     TEXT NOT NULL,
    name          TEXT NOT NULL,
    role          TEXT NOT NULL,
    epoch         INTEGER NOT NULL DEFAULT 0,
    since         INTEGER NOT NULL DEFAULT 0,
    after         INTEGER NOT NULL DEFAULT 0,
    sweep         INTEGER NOT NULL DEFAULT 0,
    known         INTEGER NOT NULL DEFAULT 0,
    life          TEXT NOT NULL DEFAULT '',
    meeting_count INTEGER NOT NULL DEFAULT 0,
    meeting_word  TEXT NOT NULL DEFAULT '',
    offset_ms     INTEGER NOT NULL DEFAULT 0,
    met_at        INTEGER NOT NULL DEFAULT 0,
    clear_at      INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One row is one screen of the space; key is the fingerprint of its certificate.
CREATE TABLE screens (
    id        BLOB PRIMARY KEY,
    name      TEXT NOT NULL DEFAULT '',
    role      TEXT NOT NULL DEFAULT '',
    key       TEXT NOT NULL DEFAULT '',
    paired_at INTEGER,
    revoked   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- One row is a value given on this screen that a later one, given elsewhere at
-- the same time, replaced: kept for 30 days so that a host can look at it.
CREATE TABLE overwritten (
    kind   TEXT NOT NULL,
    id     BLOB NOT NULL,
    field  TEXT NOT NULL,
    value  TEXT NOT NULL,
    clock  INTEGER NOT NULL,
    screen INTEGER NOT NULL,
    actor  TEXT NOT NULL,
    at     INTEGER NOT NULL,
    PRIMARY KEY (kind, id, field, clock, screen)
) STRICT, WITHOUT ROWID;

-- One row is a record that came while everything is read anew (link.sweep).
CREATE TABLE noted (
    kind TEXT NOT NULL,
    id   BLOB NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX owners_record ON owners (kind, id);
