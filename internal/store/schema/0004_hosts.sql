-- What hosts alone know of a member, and when the member left or last said that
-- the profile is right (ISO dates).
ALTER TABLE members ADD COLUMN notes TEXT NOT NULL DEFAULT '';
ALTER TABLE members ADD COLUMN introduce_me INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN confirmed_on TEXT NOT NULL DEFAULT '';
ALTER TABLE members ADD COLUMN left_on TEXT NOT NULL DEFAULT '';

ALTER TABLE spaces ADD COLUMN approve_edits TEXT NOT NULL DEFAULT '';
ALTER TABLE spaces ADD COLUMN visit_days TEXT NOT NULL DEFAULT '';
ALTER TABLE spaces ADD COLUMN visitor_days TEXT NOT NULL DEFAULT '';
ALTER TABLE spaces ADD COLUMN visitor_words TEXT NOT NULL DEFAULT '';
ALTER TABLE spaces ADD COLUMN house_rules TEXT NOT NULL DEFAULT '';
ALTER TABLE spaces ADD COLUMN badge TEXT NOT NULL DEFAULT '';
ALTER TABLE spaces ADD COLUMN induction TEXT NOT NULL DEFAULT '';

ALTER TABLE hosts ADD COLUMN role TEXT NOT NULL DEFAULT '';
ALTER TABLE hosts ADD COLUMN member_id BLOB;
ALTER TABLE hosts ADD COLUMN revoked INTEGER NOT NULL DEFAULT 0;

-- One row is one stay of somebody who is not a member, or an invitation to one
-- (in_at is NULL).
CREATE TABLE visitors (
    id          BLOB PRIMARY KEY,
    name        TEXT NOT NULL DEFAULT '',
    company     TEXT NOT NULL DEFAULT '',
    sees        TEXT NOT NULL DEFAULT '',
    sees_id     BLOB,
    notice      TEXT NOT NULL DEFAULT '',
    rules       TEXT NOT NULL DEFAULT '',
    code        TEXT NOT NULL DEFAULT '',
    expected_on TEXT NOT NULL DEFAULT '',
    invited_by  BLOB,
    in_at       INTEGER,
    in_by       TEXT NOT NULL DEFAULT '',
    out_at      INTEGER,
    out_by      TEXT NOT NULL DEFAULT '',
    remember    INTEGER NOT NULL DEFAULT 0,
    detail      TEXT NOT NULL DEFAULT '',
    void        INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX visitors_here ON visitors (in_at) WHERE out_at IS NULL AND void = 0;

-- One row is what hosts tell everybody for a while.
CREATE TABLE notices (
    id       BLOB PRIMARY KEY,
    words    TEXT NOT NULL DEFAULT '',
    audience TEXT NOT NULL DEFAULT '',
    "from"   INTEGER,
    until    INTEGER,
    void     INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- One row is a parcel for a member; handed_at is NULL while it waits.
CREATE TABLE parcels (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    words     TEXT NOT NULL DEFAULT '',
    came_at   INTEGER,
    handed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX parcels_waiting ON parcels (member_id) WHERE handed_at IS NULL;

-- One row is what a member wants changed of their profile; wanted is JSON.
CREATE TABLE proposals (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    wanted    TEXT NOT NULL DEFAULT '',
    made_at   INTEGER,
    outcome   TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- One row is an entry of the chain of a screen's acts, without anybody's data.
CREATE TABLE acts (
    id       BLOB PRIMARY KEY,
    screen   TEXT NOT NULL DEFAULT '',
    number   TEXT NOT NULL DEFAULT '',
    at       INTEGER,
    by       TEXT NOT NULL DEFAULT '',
    what     TEXT NOT NULL DEFAULT '',
    undoes   BLOB,
    digest   TEXT NOT NULL DEFAULT '',
    before   TEXT NOT NULL DEFAULT '',
    hash     TEXT NOT NULL DEFAULT '',
    sums     TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX acts_at ON acts (at);
CREATE INDEX acts_chain ON acts (screen, CAST(number AS INTEGER));
CREATE INDEX acts_undoes ON acts (undoes) WHERE undoes IS NOT NULL;

-- One row is what an act changed of one record: values before and after. It goes
-- with its member; the act stays.
CREATE TABLE act_values (
    id      BLOB PRIMARY KEY,
    act_id  BLOB,
    kind    TEXT NOT NULL DEFAULT '',
    about   BLOB,
    made    INTEGER NOT NULL DEFAULT 0,
    salt    TEXT NOT NULL DEFAULT '',
    changes TEXT NOT NULL DEFAULT '',
    at      INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX act_values_about ON act_values (about);
CREATE INDEX act_values_act ON act_values (act_id);

-- One row counts the wrong PINs of a member in a row, on this screen alone, and
-- until when none is looked at.
CREATE TABLE member_pin_tries (
    member_id BLOB PRIMARY KEY,
    wrong     INTEGER NOT NULL,
    until_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Until when records of a kind are gone, as community.KeptSince writes it.
ALTER TABLE spaces ADD COLUMN kept_since TEXT NOT NULL DEFAULT '';

-- One row is an anonymous figure of one day, written by one screen alone.
CREATE TABLE counts (
    id     BLOB PRIMARY KEY,
    screen TEXT NOT NULL DEFAULT '',
    day    TEXT NOT NULL DEFAULT '',
    what   TEXT NOT NULL DEFAULT '',
    n      TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- One row: when this machine last looked for what is too old, by a clock that was
-- believed, and when it first saw one that was not (0 for none), in ms.
CREATE TABLE retention (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    looked_at INTEGER NOT NULL DEFAULT 0,
    doubt_at  INTEGER NOT NULL DEFAULT 0
) STRICT;
