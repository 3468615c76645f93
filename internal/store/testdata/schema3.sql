PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE file (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    space_id BLOB NOT NULL,
    screen   INTEGER NOT NULL,
    epoch    INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    clock    INTEGER NOT NULL
) STRICT;
INSERT INTO file VALUES(1,X'01a2022e21bf796b8791e7bf35ef4087',6764037678866822169,3712166932768418195,13,117658938700595200);
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
INSERT INTO records VALUES('card',X'01a2022e226c79d19b8ac97156f88b9f',X'01a2022e21bf796b8791e7bf35ef4087',10,0,1,'[{"c":117658937434308608,"s":6764037678866822169,"n":10,"u":true,"a":"host","m":3}]','');
INSERT INTO records VALUES('host',X'707f0c39f29554aa8fa1d09aefddc644',X'01a2022e21bf796b8791e7bf35ef4087',11,0,1,'[{"c":117658937437978624,"s":6764037678866822169,"n":11,"u":true,"a":"host","m":3}]','');
INSERT INTO records VALUES('member',X'01a2022e21dc745b9db4e22be511cddf',X'01a2022e21bf796b8791e7bf35ef4087',5,0,1,'[{"c":117658937424871424,"s":6764037678866822169,"n":2,"u":true,"a":"host","m":98339,"f":["happy_to_help_with:Grant drafts","happy_to_help_with:VAT"]},{"c":117658937429327872,"s":6764037678866822169,"n":5,"u":true,"a":"host","m":655360}]','');
INSERT INTO records VALUES('member',X'01a2022e21f27763a7ff227e1a61dcda',X'01a2022e21bf796b8791e7bf35ef4087',3,0,1,'[{"c":117658937426313216,"s":6764037678866822169,"n":3,"u":true,"a":"host","m":98307}]','');
INSERT INTO records VALUES('member',X'01a2022e22087918946aa59311e2cb48',X'01a2022e21bf796b8791e7bf35ef4087',12,1,1,'','');
INSERT INTO records VALUES('post',X'01a2022e225f7651aa239639fb553c16',X'01a2022e21bf796b8791e7bf35ef4087',9,0,1,'[{"c":117658937433456640,"s":6764037678866822169,"n":9,"u":true,"a":"host","m":31}]','');
INSERT INTO records VALUES('space',X'01a2022e21bf796b8791e7bf35ef4087',X'01a2022e21bf796b8791e7bf35ef4087',1,0,1,'[{"c":117658937423101952,"s":6764037678866822169,"n":1,"u":true,"a":"host","m":3}]','');
INSERT INTO records VALUES('thank_you',X'01a2022e6de6778f8e55c34e2a2f3a17',X'01a2022e21bf796b8791e7bf35ef4087',13,0,1,'[{"c":117658938700595200,"s":6764037678866822169,"n":13,"u":true,"a":"host","m":23}]','');
INSERT INTO records VALUES('visit',X'01a2022e22357a0ea0cf934298573d24',X'01a2022e21bf796b8791e7bf35ef4087',6,0,1,'[{"c":117658937430704128,"s":6764037678866822169,"n":6,"u":true,"a":"host","m":7}]','');
INSERT INTO records VALUES('visit',X'01a2022e22427ac28963fa72eb9bae3d',X'01a2022e21bf796b8791e7bf35ef4087',8,0,1,'[{"c":117658937431556096,"s":6764037678866822169,"n":7,"u":true,"a":"host","m":7},{"c":117658937432735744,"s":6764037678866822169,"n":8,"u":true,"a":"host","m":24}]','');
CREATE TABLE owners (
    owner_id BLOB NOT NULL,
    kind     TEXT NOT NULL,
    id       BLOB NOT NULL,
    PRIMARY KEY (owner_id, kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO owners VALUES(X'01a2022e21dc745b9db4e22be511cddf','card',X'01a2022e226c79d19b8ac97156f88b9f');
INSERT INTO owners VALUES(X'01a2022e21dc745b9db4e22be511cddf','post',X'01a2022e225f7651aa239639fb553c16');
INSERT INTO owners VALUES(X'01a2022e21dc745b9db4e22be511cddf','thank_you',X'01a2022e6de6778f8e55c34e2a2f3a17');
INSERT INTO owners VALUES(X'01a2022e21f27763a7ff227e1a61dcda','thank_you',X'01a2022e6de6778f8e55c34e2a2f3a17');
INSERT INTO owners VALUES(X'01a2022e21dc745b9db4e22be511cddf','visit',X'01a2022e22357a0ea0cf934298573d24');
INSERT INTO owners VALUES(X'01a2022e21f27763a7ff227e1a61dcda','visit',X'01a2022e22427ac28963fa72eb9bae3d');
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
INSERT INTO spaces VALUES(X'01a2022e21bf796b8791e7bf35ef4087','Harbour Commons','Europe/London','','','','','','','','');
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
INSERT INTO members VALUES(X'01a2022e21dc745b9db4e22be511cddf','1001','Ada Okafor','','','','Writes grants','','','',0,'',0,'','','','CQGWNJAS','active','{"given":true,"recorded":"signed form","recorded_at":"2026-11-22T07:35:07.552134478Z"}','','{"given":true,"recorded":"signed form","recorded_at":"2026-11-22T07:35:07.552134889Z"}','');
INSERT INTO members VALUES(X'01a2022e21f27763a7ff227e1a61dcda','1002','Tomasz Wójcik','','','','','','','',0,'',0,'','','','7XKQ3CTH','active','','','','');
CREATE TABLE member_tags (
    member_id BLOB NOT NULL,
    list      TEXT NOT NULL,
    tag       TEXT NOT NULL,
    rank      TEXT NOT NULL,
    PRIMARY KEY (member_id, list, tag)
) STRICT, WITHOUT ROWID;
INSERT INTO member_tags VALUES(X'01a2022e21dc745b9db4e22be511cddf','happy_to_help_with','Grant drafts','aa');
INSERT INTO member_tags VALUES(X'01a2022e21dc745b9db4e22be511cddf','happy_to_help_with','VAT','ab');
CREATE TABLE visits (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    in_at     INTEGER,
    in_by     TEXT NOT NULL DEFAULT '',
    out_at    INTEGER,
    out_by    TEXT NOT NULL DEFAULT '',
    void      INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO visits VALUES(X'01a2022e22357a0ea0cf934298573d24',X'01a2022e21dc745b9db4e22be511cddf',1795332907573,'host',NULL,'',0);
INSERT INTO visits VALUES(X'01a2022e22427ac28963fa72eb9bae3d',X'01a2022e21f27763a7ff227e1a61dcda',1795332907586,'host',1795332907604,'host',0);
CREATE TABLE posts (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    side      TEXT NOT NULL DEFAULT '',
    words     TEXT NOT NULL DEFAULT '',
    made_at   INTEGER,
    until     INTEGER,
    closed    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO posts VALUES(X'01a2022e225f7651aa239639fb553c16',X'01a2022e21dc745b9db4e22be511cddf','ask','A second pair of eyes',1795332907615,1797924907615,0);
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
INSERT INTO thank_yous VALUES(X'01a2022e6de6778f8e55c34e2a2f3a17',X'01a2022e21f27763a7ff227e1a61dcda',X'01a2022e21dc745b9db4e22be511cddf','Practical help','',1795332926950,0,0,0);
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
CREATE TABLE cards (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    hash      TEXT NOT NULL DEFAULT '',
    revoked   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO cards VALUES(X'01a2022e226c79d19b8ac97156f88b9f',X'01a2022e21dc745b9db4e22be511cddf','21f0a4a663b81156005a3d14e509b0c4ea76c28607315ef04db5258ac4b8c7db',0);
CREATE TABLE hosts (
    id       BLOB PRIMARY KEY,
    name     TEXT NOT NULL DEFAULT '',
    pin_hash TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
INSERT INTO hosts VALUES(X'707f0c39f29554aa8fa1d09aefddc644','Cleo','argon2id$2$19456$1$rEZNvBWI/FDyT74edMMJOw$41fDxbLn8kYntAQlvxjjihExN58f9e8OapEgAiAJPHQ');
CREATE TABLE pin_tries (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    wrong    INTEGER NOT NULL,
    until_at INTEGER NOT NULL
) STRICT;
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
CREATE TABLE screens (
    id        BLOB PRIMARY KEY,
    name      TEXT NOT NULL DEFAULT '',
    role      TEXT NOT NULL DEFAULT '',
    key       TEXT NOT NULL DEFAULT '',
    paired_at INTEGER,
    revoked   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
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
CREATE TABLE noted (
    kind TEXT NOT NULL,
    id   BLOB NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX records_seq ON records (seq);
CREATE INDEX visits_open ON visits (member_id) WHERE out_at IS NULL AND void = 0;
CREATE INDEX visits_in_at ON visits (in_at);
CREATE INDEX cards_hash ON cards (hash);
CREATE INDEX owners_record ON owners (kind, id);
CREATE INDEX records_waiting ON records (erased DESC, seq) WHERE unsent > 0;
COMMIT;
PRAGMA user_version = 3;
