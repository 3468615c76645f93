-- One row: this file. screen is the random identity under which it stamps,
-- epoch marks its life: a restored or rebuilt file gets a new one. seq is the
-- number of the last change taken in, clock the greatest stamp given or seen.
CREATE TABLE file (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    space_id BLOB NOT NULL,
    screen   INTEGER NOT NULL,
    epoch    INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    clock    INTEGER NOT NULL
) STRICT;

-- One row is one record of any kind, known or not: when each of its fields last
-- changed (stamps, see stamps.go), the number of its last change in this file,
-- and whether something of it has not reached a hub yet. An erased record
-- keeps its row for ever, with nothing in it. Fields for which this program has
-- no column wait in unknown, a JSON object, and are passed on.
CREATE TABLE records (
    kind     TEXT NOT NULL,
    id       BLOB NOT NULL,
    space_id BLOB NOT NULL,
    seq      INTEGER NOT NULL,
    erased   INTEGER NOT NULL DEFAULT 0,
    unsent   INTEGER NOT NULL DEFAULT 0,
    stamps   TEXT NOT NULL DEFAULT '',
    unknown  TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX records_seq ON records (seq);
CREATE INDEX records_unsent ON records (seq) WHERE unsent = 1;

-- One row says that erasing the member owner_id erases this record, too.
CREATE TABLE owners (
    owner_id BLOB NOT NULL,
    kind     TEXT NOT NULL,
    id       BLOB NOT NULL,
    PRIMARY KEY (owner_id, kind, id)
) STRICT, WITHOUT ROWID;

-- One row is the space itself; its ID is file.space_id.
CREATE TABLE spaces (
    id          BLOB PRIMARY KEY,
    name        TEXT NOT NULL DEFAULT '',
    zone        TEXT NOT NULL DEFAULT '',
    hours       TEXT NOT NULL DEFAULT '',
    holidays    TEXT NOT NULL DEFAULT '',
    search_mode TEXT NOT NULL DEFAULT '',
    greeting    TEXT NOT NULL DEFAULT '',
    about       TEXT NOT NULL DEFAULT '',
    address     TEXT NOT NULL DEFAULT '',
    website     TEXT NOT NULL DEFAULT '',
    wifi        TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- One row is one member, all that a host knows. The show_ columns hold the
-- consent as JSON: given, recorded (how) and recorded_at.
CREATE TABLE members (
    id                   BLOB PRIMARY KEY,
    number               TEXT NOT NULL DEFAULT '',
    name                 TEXT NOT NULL DEFAULT '',
    called               TEXT NOT NULL DEFAULT '',
    said_like            TEXT NOT NULL DEFAULT '',
    pronouns             TEXT NOT NULL DEFAULT '',
    headline             TEXT NOT NULL DEFAULT '',
    organisation         TEXT NOT NULL DEFAULT '',
    about                TEXT NOT NULL DEFAULT '',
    email                TEXT NOT NULL DEFAULT '',
    email_public         INTEGER NOT NULL DEFAULT 0,
    phone                TEXT NOT NULL DEFAULT '',
    phone_public         INTEGER NOT NULL DEFAULT 0,
    website              TEXT NOT NULL DEFAULT '',
    joined_on            TEXT NOT NULL DEFAULT '',
    photo                TEXT NOT NULL DEFAULT '',
    code                 TEXT NOT NULL DEFAULT '',
    state                TEXT NOT NULL DEFAULT '',
    show_on_wall         TEXT NOT NULL DEFAULT '',
    show_on_phone_page   TEXT NOT NULL DEFAULT '',
    show_presence        TEXT NOT NULL DEFAULT '',
    show_to_other_spaces TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- One row is one element of one of a member's lists; rank orders them.
CREATE TABLE member_tags (
    member_id BLOB NOT NULL,
    list      TEXT NOT NULL,
    tag       TEXT NOT NULL,
    rank      TEXT NOT NULL,
    PRIMARY KEY (member_id, list, tag)
) STRICT, WITHOUT ROWID;

-- One row is one stay of a member; out_at is NULL while it goes on.
CREATE TABLE visits (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    in_at     INTEGER,
    in_by     TEXT NOT NULL DEFAULT '',
    out_at    INTEGER,
    out_by    TEXT NOT NULL DEFAULT '',
    void      INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX visits_open ON visits (member_id) WHERE out_at IS NULL AND void = 0;
CREATE INDEX visits_in_at ON visits (in_at);

-- One row is an ask or an offer in a member's words.
CREATE TABLE posts (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    side      TEXT NOT NULL DEFAULT '',
    words     TEXT NOT NULL DEFAULT '',
    made_at   INTEGER,
    until     INTEGER,
    closed    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- One row is one member's thanks to another; it has two owners.
CREATE TABLE thank_yous (
    id          BLOB PRIMARY KEY,
    from_id     BLOB,
    to_id       BLOB,
    what        TEXT NOT NULL DEFAULT '',
    words       TEXT NOT NULL DEFAULT '',
    said_at     INTEGER,
    from_agrees INTEGER NOT NULL DEFAULT 0,
    to_agrees   INTEGER NOT NULL DEFAULT 0,
    void        INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- One row is one entry of a calendar: an occasion, a series, or the changed
-- form of one occasion of a series.
CREATE TABLE events (
    id            BLOB PRIMARY KEY,
    uid           TEXT NOT NULL DEFAULT '',
    recurrence_at INTEGER,
    title         TEXT NOT NULL DEFAULT '',
    what          TEXT NOT NULL DEFAULT '',
    place         TEXT NOT NULL DEFAULT '',
    about         TEXT NOT NULL DEFAULT '',
    "with"        TEXT NOT NULL DEFAULT '',
    starts_at     INTEGER,
    ends_at       INTEGER,
    all_day       INTEGER NOT NULL DEFAULT 0,
    zone          TEXT NOT NULL DEFAULT '',
    rule          TEXT NOT NULL DEFAULT '',
    extra         TEXT NOT NULL DEFAULT '',
    "except"      TEXT NOT NULL DEFAULT '',
    sequence      TEXT NOT NULL DEFAULT '',
    cancelled     INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- One row is a card or pass that proves who a member is; hash is the SHA-256 of
-- its secret.
CREATE TABLE cards (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    hash      TEXT NOT NULL DEFAULT '',
    revoked   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX cards_hash ON cards (hash);

-- One row is a person who may edit, with the argon2id hash of their PIN.
CREATE TABLE hosts (
    id       BLOB PRIMARY KEY,
    name     TEXT NOT NULL DEFAULT '',
    pin_hash TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

-- One row: how often a wrong PIN was given on this machine since the last right
-- one, and until when none is taken. Never leaves this machine.
CREATE TABLE pin_tries (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    wrong    INTEGER NOT NULL,
    until_at INTEGER NOT NULL
) STRICT;
