-- What a member would like of the others: to be left alone, to be welcomed by
-- name, that their years are told of, to learn names; and the quarter in which
-- they were last asked a question.
ALTER TABLE members ADD COLUMN leave_me INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN welcome_me INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN my_years INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN learn_names INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN asked_in TEXT NOT NULL DEFAULT '';

ALTER TABLE spaces ADD COLUMN thanks_kinds TEXT NOT NULL DEFAULT '';
ALTER TABLE spaces ADD COLUMN approve_words TEXT NOT NULL DEFAULT '';
ALTER TABLE spaces ADD COLUMN blocked_words TEXT NOT NULL DEFAULT '';
ALTER TABLE spaces ADD COLUMN synonyms TEXT NOT NULL DEFAULT '';
ALTER TABLE spaces ADD COLUMN calendars TEXT NOT NULL DEFAULT '';
ALTER TABLE spaces ADD COLUMN hand_over TEXT NOT NULL DEFAULT '';
ALTER TABLE spaces ADD COLUMN no_question TEXT NOT NULL DEFAULT '';

ALTER TABLE visits ADD COLUMN mood TEXT NOT NULL DEFAULT '';

-- helper_id is who is on the way to a quick ask.
ALTER TABLE posts ADD COLUMN sorted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE posts ADD COLUMN quick INTEGER NOT NULL DEFAULT 0;
ALTER TABLE posts ADD COLUMN helper_id BLOB;
ALTER TABLE posts ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
ALTER TABLE thank_yous ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
ALTER TABLE thank_yous ADD COLUMN nameless INTEGER NOT NULL DEFAULT 0;

ALTER TABLE events ADD COLUMN places TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN source TEXT NOT NULL DEFAULT '';

-- One row is what is known of two members and one another.
CREATE TABLE introductions (
    id          BLOB PRIMARY KEY,
    one_id      BLOB,
    other_id    BLOB,
    asked_by_id BLOB,
    asked_at    INTEGER,
    not_before  TEXT NOT NULL DEFAULT '',
    never       INTEGER NOT NULL DEFAULT 0,
    done_at     INTEGER,
    met_at      INTEGER,
    talked      TEXT NOT NULL DEFAULT '',
    talked_at   INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX introductions_one ON introductions (one_id);
CREATE INDEX introductions_other ON introductions (other_id);

-- One row is a member's word that they will be at one occasion of an event.
CREATE TABLE comings (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    event_id  BLOB,
    starts_at INTEGER,
    slot_at   INTEGER,
    said_at   INTEGER,
    void      INTEGER NOT NULL DEFAULT 0,
    goal      TEXT NOT NULL DEFAULT '',
    went      TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX comings_when ON comings (starts_at);
CREATE INDEX comings_of ON comings (member_id);

-- One row is a member's cheer for a piece of news.
CREATE TABLE cheers (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    for_id    BLOB,
    post_id   BLOB,
    void      INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX cheers_for ON cheers (post_id);

-- One row is how well somebody knows a member's name.
CREATE TABLE namings (
    id         BLOB PRIMARY KEY,
    learner_id BLOB,
    member_id  BLOB,
    box        TEXT NOT NULL DEFAULT '',
    due_on     TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX namings_of ON namings (learner_id);

-- One row is how often one screen was given each answer to a question in a month.
CREATE TABLE tallies (
    id       BLOB PRIMARY KEY,
    screen   TEXT NOT NULL DEFAULT '',
    question TEXT NOT NULL DEFAULT '',
    month    TEXT NOT NULL DEFAULT '',
    counts   TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
