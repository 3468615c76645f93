PRAGMA user_version = 12;
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
INSERT INTO file VALUES(1,X'01a203bb067d70abae7af2bb23695531',8360796861670581119,8219963061403730917,16,117660643717152768);
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
INSERT INTO records VALUES('act',X'01a203bb068a70f9bf38327a1e6293f1',X'01a203bb067d70abae7af2bb23695531',1,0,1,'[{"c":117660642068529153,"s":8360796861670581119,"n":1,"w":1795358918280,"u":true,"a":"host","m":863}]','');
INSERT INTO records VALUES('act',X'01a203bb07267674bf451207fbc8dac2',X'01a203bb067d70abae7af2bb23695531',2,0,1,'[{"c":117660642078818304,"s":8360796861670581119,"n":2,"w":1795358918433,"u":true,"a":"host","m":991}]','');
INSERT INTO records VALUES('act',X'01a203bb075e74c187928b105e8a8c65',X'01a203bb067d70abae7af2bb23695531',3,0,1,'[{"c":117660642082422785,"s":8360796861670581119,"n":3,"w":1795358918478,"u":true,"a":"host","m":991}]','');
INSERT INTO records VALUES('act',X'01a203bb0798778aa799b960f292a04c',X'01a203bb067d70abae7af2bb23695531',4,0,1,'[{"c":117660642086223873,"s":8360796861670581119,"n":4,"w":1795358918549,"u":true,"a":"host","m":991}]','');
INSERT INTO records VALUES('act',X'01a203bb07e67b77bce4e8dba39e8356',X'01a203bb067d70abae7af2bb23695531',5,0,1,'[{"c":117660642091401216,"s":8360796861670581119,"n":5,"w":1795358918620,"u":true,"a":"host","m":991}]','');
INSERT INTO records VALUES('act',X'01a203bb086275888a20a821419bc0a7',X'01a203bb067d70abae7af2bb23695531',6,0,1,'[{"c":117660642099527681,"s":8360796861670581119,"n":6,"w":1795358918725,"u":true,"a":"host","m":991}]','');
INSERT INTO records VALUES('act',X'01a203bb08b779348dd54ee26de8be2f',X'01a203bb067d70abae7af2bb23695531',7,0,1,'[{"c":117660642105032705,"s":8360796861670581119,"n":7,"w":1795358918815,"u":true,"a":"host","m":991}]','');
INSERT INTO records VALUES('act',X'01a203bb0989721f81b71cb76722156a',X'01a203bb067d70abae7af2bb23695531',10,0,1,'[{"c":117660642118795265,"s":8360796861670581119,"n":10,"w":1795358919036,"u":true,"a":"host","m":991}]','');
INSERT INTO records VALUES('act',X'01a203bb38787d24b8b19da535fb7309',X'01a203bb067d70abae7af2bb23695531',11,0,1,'[{"c":117660642906275840,"s":8360796861670581119,"n":11,"w":1795358931056,"u":true,"a":"host","m":991}]','');
INSERT INTO records VALUES('act',X'01a203bb38b173478fdf472a362e10aa',X'01a203bb067d70abae7af2bb23695531',12,0,1,'[{"c":117660642909945857,"s":8360796861670581119,"n":12,"w":1795358931119,"u":true,"a":"host","m":991}]','');
INSERT INTO records VALUES('act',X'01a203bb39c073459eb04845ecc5e5a5',X'01a203bb067d70abae7af2bb23695531',13,0,1,'[{"c":117660642927706113,"s":8360796861670581119,"n":13,"w":1795358931386,"u":true,"a":"host","m":991}]','');
INSERT INTO records VALUES('act',X'01a203bb39ff701ebae0f025cae52867',X'01a203bb067d70abae7af2bb23695531',14,0,1,'[{"c":117660642931900417,"s":8360796861670581119,"n":14,"w":1795358931452,"u":true,"a":"host","m":991}]','');
INSERT INTO records VALUES('act',X'01a203bb3a3a755a919bed61ac6aec08',X'01a203bb067d70abae7af2bb23695531',15,0,1,'[{"c":117660642935701504,"s":8360796861670581119,"n":15,"w":1795358931501,"u":true,"a":"host","m":479}]','');
INSERT INTO records VALUES('act_values',X'01a203bb068a70eebe3981ef694c94ab',X'01a203bb067d70abae7af2bb23695531',1,0,1,'[{"c":117660642068529152,"s":8360796861670581119,"n":1,"w":1795358918280,"u":true,"a":"host","m":119}]','');
INSERT INTO records VALUES('act_values',X'01a203bb07267669bf7d376068688633',X'01a203bb067d70abae7af2bb23695531',2,0,1,'[{"c":117660642078752768,"s":8360796861670581119,"n":2,"w":1795358918433,"u":true,"a":"host","m":127}]','');
INSERT INTO records VALUES('act_values',X'01a203bb075e74b7bc02af6be5c8e57d',X'01a203bb067d70abae7af2bb23695531',3,0,1,'[{"c":117660642082422784,"s":8360796861670581119,"n":3,"w":1795358918478,"u":true,"a":"host","m":127}]','');
INSERT INTO records VALUES('act_values',X'01a203bb0798778096d879cf3265c3c1',X'01a203bb067d70abae7af2bb23695531',4,0,1,'[{"c":117660642086223872,"s":8360796861670581119,"n":4,"w":1795358918549,"u":true,"a":"host","m":127}]','');
INSERT INTO records VALUES('act_values',X'01a203bb08627579aa07b98517e3806c',X'01a203bb067d70abae7af2bb23695531',6,0,1,'[{"c":117660642099527680,"s":8360796861670581119,"n":6,"w":1795358918725,"u":true,"a":"host","m":119}]','');
INSERT INTO records VALUES('act_values',X'01a203bb08b7792186430d07bbcbb2c3',X'01a203bb067d70abae7af2bb23695531',7,0,1,'[{"c":117660642105032704,"s":8360796861670581119,"n":7,"w":1795358918815,"u":true,"a":"host","m":119}]','');
INSERT INTO records VALUES('act_values',X'01a203bb098971feb8cc5f669c7588a8',X'01a203bb067d70abae7af2bb23695531',10,0,1,'[{"c":117660642118795264,"s":8360796861670581119,"n":10,"w":1795358919036,"u":true,"a":"host","m":127}]','');
INSERT INTO records VALUES('act_values',X'01a203bb38787cadae9b8fda30f4dc61',X'01a203bb067d70abae7af2bb23695531',11,0,1,'[{"c":117660642906210304,"s":8360796861670581119,"n":11,"w":1795358931056,"u":true,"a":"host","m":127}]','');
INSERT INTO records VALUES('act_values',X'01a203bb38b1733cb067663ee6432ae7',X'01a203bb067d70abae7af2bb23695531',12,0,1,'[{"c":117660642909945856,"s":8360796861670581119,"n":12,"w":1795358931119,"u":true,"a":"host","m":127}]','');
INSERT INTO records VALUES('act_values',X'01a203bb39c07338b3f8d17d17d5542f',X'01a203bb067d70abae7af2bb23695531',13,0,1,'[{"c":117660642927706112,"s":8360796861670581119,"n":13,"w":1795358931386,"u":true,"a":"host","m":127}]','');
INSERT INTO records VALUES('act_values',X'01a203bb39ff7016b96796fd6a261c6e',X'01a203bb067d70abae7af2bb23695531',14,0,1,'[{"c":117660642931900416,"s":8360796861670581119,"n":14,"w":1795358931452,"u":true,"a":"host","m":127}]','');
INSERT INTO records VALUES('coming',X'33538550bdee5971b8e1e00c18708a44',X'01a203bb067d70abae7af2bb23695531',16,0,1,'[{"c":117660643717152768,"s":8360796861670581119,"n":16,"w":1795358943437,"u":true,"a":"host","m":279}]','');
INSERT INTO records VALUES('event',X'3115c98b409b5ae4b6d65ad648531c76',X'01a203bb067d70abae7af2bb23695531',12,0,1,'[{"c":117660642909814784,"s":8360796861670581119,"n":12,"u":true,"a":"host","m":69021}]','');
INSERT INTO records VALUES('host',X'f5b9ca4b9e0354fa9526e1f369712792',X'01a203bb067d70abae7af2bb23695531',2,0,1,'[{"c":117660642078425088,"s":8360796861670581119,"n":2,"u":true,"a":"host","m":7}]','');
INSERT INTO records VALUES('introduction',X'1b7dd43ce0085a1787f609417083d749',X'01a203bb067d70abae7af2bb23695531',13,0,1,'[{"c":117660642927312896,"s":8360796861670581119,"n":13,"u":true,"a":"host","m":15}]','');
INSERT INTO records VALUES('member',X'01a203bb074e7dae98cb26a85d7c18b0',X'01a203bb067d70abae7af2bb23695531',6,0,1,'[{"c":117660642081374208,"s":8360796861670581119,"n":3,"u":true,"a":"host","m":98307},{"c":117660642097561600,"s":8360796861670581119,"n":6,"u":true,"a":"host","m":655360}]','');
INSERT INTO records VALUES('member',X'01a203bb07947f0ca7d0a25b9fcd56ea',X'01a203bb067d70abae7af2bb23695531',7,0,1,'[{"c":117660642086027264,"s":8360796861670581119,"n":4,"u":true,"a":"host","m":98307},{"c":117660642103525376,"s":8360796861670581119,"n":7,"w":1795358918815,"u":true,"a":"host","m":131072}]','');
INSERT INTO records VALUES('member',X'01a203bb07db7efda2c98abde60abeef',X'01a203bb067d70abae7af2bb23695531',15,1,1,'','');
INSERT INTO records VALUES('post',X'01a203bb097c73ae8f91052a341eb771',X'01a203bb067d70abae7af2bb23695531',10,0,1,'[{"c":117660642117943296,"s":8360796861670581119,"n":10,"u":true,"a":"host","m":31}]','');
INSERT INTO records VALUES('space',X'01a203bb067d70abae7af2bb23695531',X'01a203bb067d70abae7af2bb23695531',1,0,1,'[{"c":117660642068398080,"s":8360796861670581119,"n":1,"u":true,"a":"host","m":3}]','');
INSERT INTO records VALUES('thank_you',X'01a203bb387076d6883dac78cef78c8f',X'01a203bb067d70abae7af2bb23695531',11,0,1,'[{"c":117660642905686016,"s":8360796861670581119,"n":11,"u":true,"a":"host","m":383}]','');
INSERT INTO records VALUES('visit',X'01a203bb09017c77804c4d551798d7a6',X'01a203bb067d70abae7af2bb23695531',8,0,1,'[{"c":117660642109882368,"s":8360796861670581119,"n":8,"w":1795358918911,"u":true,"a":"host","m":7}]','');
INSERT INTO records VALUES('visit',X'01a203bb093876e58a2c8022b17f11af',X'01a203bb067d70abae7af2bb23695531',9,0,1,'[{"c":117660642113486848,"s":8360796861670581119,"n":9,"u":true,"a":"host","m":7}]','');
INSERT INTO records VALUES('visitor',X'01a203bb39fc7a468bf2a8ac301a6509',X'01a203bb067d70abae7af2bb23695531',14,0,1,'[{"c":117660642931703808,"s":8360796861670581119,"n":14,"w":1795358931452,"u":true,"a":"host","m":205}]','');
CREATE TABLE owners (
    owner_id BLOB NOT NULL,
    kind     TEXT NOT NULL,
    id       BLOB NOT NULL,
    PRIMARY KEY (owner_id, kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO owners VALUES(X'01a203bb074e7dae98cb26a85d7c18b0','act_values',X'01a203bb075e74b7bc02af6be5c8e57d');
INSERT INTO owners VALUES(X'01a203bb07947f0ca7d0a25b9fcd56ea','act_values',X'01a203bb0798778096d879cf3265c3c1');
INSERT INTO owners VALUES(X'01a203bb074e7dae98cb26a85d7c18b0','act_values',X'01a203bb08627579aa07b98517e3806c');
INSERT INTO owners VALUES(X'01a203bb07947f0ca7d0a25b9fcd56ea','act_values',X'01a203bb08b7792186430d07bbcbb2c3');
INSERT INTO owners VALUES(X'01a203bb074e7dae98cb26a85d7c18b0','act_values',X'01a203bb098971feb8cc5f669c7588a8');
INSERT INTO owners VALUES(X'01a203bb074e7dae98cb26a85d7c18b0','act_values',X'01a203bb38787cadae9b8fda30f4dc61');
INSERT INTO owners VALUES(X'01a203bb07947f0ca7d0a25b9fcd56ea','act_values',X'01a203bb38787cadae9b8fda30f4dc61');
INSERT INTO owners VALUES(X'01a203bb074e7dae98cb26a85d7c18b0','act_values',X'01a203bb39c07338b3f8d17d17d5542f');
INSERT INTO owners VALUES(X'01a203bb07947f0ca7d0a25b9fcd56ea','act_values',X'01a203bb39c07338b3f8d17d17d5542f');
INSERT INTO owners VALUES(X'01a203bb074e7dae98cb26a85d7c18b0','coming',X'33538550bdee5971b8e1e00c18708a44');
INSERT INTO owners VALUES(X'01a203bb074e7dae98cb26a85d7c18b0','introduction',X'1b7dd43ce0085a1787f609417083d749');
INSERT INTO owners VALUES(X'01a203bb07947f0ca7d0a25b9fcd56ea','introduction',X'1b7dd43ce0085a1787f609417083d749');
INSERT INTO owners VALUES(X'01a203bb074e7dae98cb26a85d7c18b0','post',X'01a203bb097c73ae8f91052a341eb771');
INSERT INTO owners VALUES(X'01a203bb074e7dae98cb26a85d7c18b0','thank_you',X'01a203bb387076d6883dac78cef78c8f');
INSERT INTO owners VALUES(X'01a203bb07947f0ca7d0a25b9fcd56ea','thank_you',X'01a203bb387076d6883dac78cef78c8f');
INSERT INTO owners VALUES(X'01a203bb074e7dae98cb26a85d7c18b0','visit',X'01a203bb09017c77804c4d551798d7a6');
INSERT INTO owners VALUES(X'01a203bb07947f0ca7d0a25b9fcd56ea','visit',X'01a203bb093876e58a2c8022b17f11af');
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
, approve_edits TEXT NOT NULL DEFAULT '', visit_days TEXT NOT NULL DEFAULT '', visitor_days TEXT NOT NULL DEFAULT '', visitor_words TEXT NOT NULL DEFAULT '', house_rules TEXT NOT NULL DEFAULT '', badge TEXT NOT NULL DEFAULT '', induction TEXT NOT NULL DEFAULT '', kept_since TEXT NOT NULL DEFAULT '', thanks_kinds TEXT NOT NULL DEFAULT '', approve_words TEXT NOT NULL DEFAULT '', blocked_words TEXT NOT NULL DEFAULT '', synonyms TEXT NOT NULL DEFAULT '', calendars TEXT NOT NULL DEFAULT '', hand_over TEXT NOT NULL DEFAULT '', no_question TEXT NOT NULL DEFAULT '', practices TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;
INSERT INTO spaces VALUES(X'01a203bb067d70abae7af2bb23695531','Harbour Commons','Europe/London','','','','','','','','','','','','','','','','','','','','','','','','');
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
, notes TEXT NOT NULL DEFAULT '', introduce_me INTEGER NOT NULL DEFAULT 0, confirmed_on TEXT NOT NULL DEFAULT '', left_on TEXT NOT NULL DEFAULT '', leave_me INTEGER NOT NULL DEFAULT 0, welcome_me INTEGER NOT NULL DEFAULT 0, my_years INTEGER NOT NULL DEFAULT 0, learn_names INTEGER NOT NULL DEFAULT 0, asked_in TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;
INSERT INTO members VALUES(X'01a203bb074e7dae98cb26a85d7c18b0','1001','Ada Okafor','','','','','','','',0,'',0,'','','','TVBYA8PM','active','{"given":true,"recorded":"desk","recorded_at":"2026-11-22T14:48:38.720946604Z"}','','{"given":true,"recorded":"desk","recorded_at":"2026-11-22T14:48:38.720947625Z"}','','',0,'','',0,0,0,0,'');
INSERT INTO members VALUES(X'01a203bb07947f0ca7d0a25b9fcd56ea','1002','Bao Nguyen','','','','','','','',0,'',0,'','','','8RD9V4KZ','active','{"given":true,"recorded":"desk","recorded_at":"2026-11-22T14:48:38.815278839Z"}','','','','',0,'','',0,0,0,0,'');
CREATE TABLE member_tags (
    member_id BLOB NOT NULL,
    list      TEXT NOT NULL,
    tag       TEXT NOT NULL,
    rank      TEXT NOT NULL,
    PRIMARY KEY (member_id, list, tag)
) STRICT, WITHOUT ROWID;
CREATE TABLE visits (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    in_at     INTEGER,
    in_by     TEXT NOT NULL DEFAULT '',
    out_at    INTEGER,
    out_by    TEXT NOT NULL DEFAULT '',
    void      INTEGER NOT NULL DEFAULT 0
, mood TEXT NOT NULL DEFAULT '', prompted INTEGER NOT NULL DEFAULT 0, back INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
INSERT INTO visits VALUES(X'01a203bb09017c77804c4d551798d7a6',X'01a203bb074e7dae98cb26a85d7c18b0',1795358918912,'host',NULL,'',0,'',0,0);
INSERT INTO visits VALUES(X'01a203bb093876e58a2c8022b17f11af',X'01a203bb07947f0ca7d0a25b9fcd56ea',1795358918968,'host',NULL,'',0,'',0,0);
CREATE TABLE posts (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    side      TEXT NOT NULL DEFAULT '',
    words     TEXT NOT NULL DEFAULT '',
    made_at   INTEGER,
    until     INTEGER,
    closed    INTEGER NOT NULL DEFAULT 0
, seen INTEGER NOT NULL DEFAULT 0, sorted INTEGER NOT NULL DEFAULT 0, quick INTEGER NOT NULL DEFAULT 0, helper_id BLOB, held INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
INSERT INTO posts VALUES(X'01a203bb097c73ae8f91052a341eb771',X'01a203bb074e7dae98cb26a85d7c18b0','ask','A van',1795358919036,1797950919036,0,0,0,0,NULL,0);
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
, seen INTEGER NOT NULL DEFAULT 0, heard INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0, nameless INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
INSERT INTO thank_yous VALUES(X'01a203bb387076d6883dac78cef78c8f',X'01a203bb07947f0ca7d0a25b9fcd56ea',X'01a203bb074e7dae98cb26a85d7c18b0','Practical help','The printer',1795358931056,1,1,0,1,0,0,0);
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
, places TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;
INSERT INTO events VALUES(X'3115c98b409b5ae4b6d65ad648531c76','01a203bb-38af-77b4-bed1-4ca6fef72051@kettle',NULL,'Soup','Social','Kitchen','','',1796302800000,1796306400000,0,'Europe/London','FREQ=WEEKLY;BYDAY=TH','','','',0,'12','');
CREATE TABLE cards (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    hash      TEXT NOT NULL DEFAULT '',
    revoked   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE hosts (
    id       BLOB PRIMARY KEY,
    name     TEXT NOT NULL DEFAULT '',
    pin_hash TEXT NOT NULL DEFAULT ''
, role TEXT NOT NULL DEFAULT '', member_id BLOB, revoked INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
INSERT INTO hosts VALUES(X'f5b9ca4b9e0354fa9526e1f369712792','Rosa','argon2id$2$19456$1$FR1xQDVE3N+d2IIilXfa8g$aqB81ouCF8sP5tTGrbgTYX/9PMBl/5UBSsi6ZEuvtbc','owner',NULL,0);
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
INSERT INTO visitors VALUES(X'01a203bb39fc7a468bf2a8ac301a6509','Jo Marsh','','member',X'01a203bb074e7dae98cb26a85d7c18b0','','','F38H6A','2026-11-23',NULL,NULL,'',NULL,'',0,'',0);
CREATE TABLE notices (
    id       BLOB PRIMARY KEY,
    words    TEXT NOT NULL DEFAULT '',
    audience TEXT NOT NULL DEFAULT '',
    "from"   INTEGER,
    until    INTEGER,
    void     INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE parcels (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    words     TEXT NOT NULL DEFAULT '',
    came_at   INTEGER,
    handed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE proposals (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    wanted    TEXT NOT NULL DEFAULT '',
    made_at   INTEGER,
    outcome   TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
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
INSERT INTO acts VALUES(X'01a203bb068a70f9bf38327a1e6293f1','8360796861670581119','1',1795358918280,'host','space',NULL,'581e782059dbc234f2ff41cc1cb09a469760b22150aadc50522fe41f5ab14e6f','','f11724f107c3edd498f75796dcd456b5c35608c999818ad3e3cb320f1e55f11d','ug2el-4qbEL8FEyFSAGmKR7X');
INSERT INTO acts VALUES(X'01a203bb07267674bf451207fbc8dac2','8360796861670581119','2',1795358918433,'host','host',NULL,'70ab6351acbd0f839beb1ddad4622afca2e86dbbe7dc7d82cda0cb459903ca81','f11724f107c3edd498f75796dcd456b5c35608c999818ad3e3cb320f1e55f11d','ef6b5e94b39ca0fa108c200975d479a5710bf926cf854e5c7f53119ca174befa','TmlDoxpEGoTRQKsjX9bRcZ7W');
INSERT INTO acts VALUES(X'01a203bb075e74c187928b105e8a8c65','8360796861670581119','3',1795358918478,'host','add',NULL,'36d568549bea4e4061883dfc7976e1498575373d878a2084e6d88014b3343d36','ef6b5e94b39ca0fa108c200975d479a5710bf926cf854e5c7f53119ca174befa','41234d06a4496841d844846c00bd7d02653aa2a51114e9ceae94a5fbaf2fa29b','_k7phmQ7lWt3OlMUamq9Qa-J');
INSERT INTO acts VALUES(X'01a203bb0798778aa799b960f292a04c','8360796861670581119','4',1795358918549,'host','add',NULL,'849e46995545f85365292b4c597f221e6103c1d1908b1f9981336f6604445028','41234d06a4496841d844846c00bd7d02653aa2a51114e9ceae94a5fbaf2fa29b','9956f600b8366b508646180be5b2bd4f281224c8f26531fbf2b321af2c27603d','BdxXrVk-xNezKKWxR9sMHnTH');
INSERT INTO acts VALUES(X'01a203bb07e67b77bce4e8dba39e8356','8360796861670581119','5',1795358918620,'host','add',NULL,'678c823f98d4411c258246974a10c5a7fd41f13637af698140b1960007777d59','9956f600b8366b508646180be5b2bd4f281224c8f26531fbf2b321af2c27603d','3e0f4fead65adf286ed63605cfbf5e2770a9e676f8a699d0ac050caf18f35f87','KaZ3XxcHT4Y4Sqiy_RQ9n-XT');
INSERT INTO acts VALUES(X'01a203bb086275888a20a821419bc0a7','8360796861670581119','6',1795358918725,'host','consent',NULL,'f971028d8e234467baea481e0495124f3dabb0443ad2ed8b995ce03ca8395370','3e0f4fead65adf286ed63605cfbf5e2770a9e676f8a699d0ac050caf18f35f87','f85696b5476461a943c75e55ae8dec99a2caf42365b70039ef16a41a6228ac9b','HoUch4K1TlmYbW78bJmi4mkV');
INSERT INTO acts VALUES(X'01a203bb08b779348dd54ee26de8be2f','8360796861670581119','7',1795358918815,'host','consent',NULL,'bef53dc19ac0923cdb547728796d40d96e29ace3df37e24578118fead6bbd015','f85696b5476461a943c75e55ae8dec99a2caf42365b70039ef16a41a6228ac9b','fbba1e1953010389b6e5026327c47935d87918c0dd8f306781d083c112c9f397','y1uV6iYF-pyKN22mxftyeEax');
INSERT INTO acts VALUES(X'01a203bb0989721f81b71cb76722156a','8360796861670581119','8',1795358919036,'host','post',NULL,'752e46c672a3897684079c9cefbda8b548a4d81a89ea64b420507db956ba9568','fbba1e1953010389b6e5026327c47935d87918c0dd8f306781d083c112c9f397','eafa36d10fa8f96b9b6e8ffd7ff1fdc8add832fa6f6b6682f99285dcb2c4d6c5','TIuihO4gXu7fVbSsnO0aI4Q2');
INSERT INTO acts VALUES(X'01a203bb38787d24b8b19da535fb7309','8360796861670581119','9',1795358931056,'host','thank_you',NULL,'fcd5662921f20eca9d56d3af0bb41218133a3ab9fdaf61dad213564b3a6387af','eafa36d10fa8f96b9b6e8ffd7ff1fdc8add832fa6f6b6682f99285dcb2c4d6c5','9772bdd16bf761c528c64d0bad1cb72b565f40a72add5ee664ddc8a626f160d5','P1aGhR3lkhZVG-WZybAldhFs');
INSERT INTO acts VALUES(X'01a203bb38b173478fdf472a362e10aa','8360796861670581119','10',1795358931119,'host','event',NULL,'98a3de68b1e9d6afba0cf91a0a1a8b9faee60081dd9e72675a2aa4ff0c833103','9772bdd16bf761c528c64d0bad1cb72b565f40a72add5ee664ddc8a626f160d5','b3f3f6f68f59002925e1e61bf60d86cafde31c108d1882a31bb1e2e29e011527','kGHQAXgoQD8guBJSi3w8tGNq');
INSERT INTO acts VALUES(X'01a203bb39c073459eb04845ecc5e5a5','8360796861670581119','11',1795358931386,'host','introduction',NULL,'02fdacafb90688abcabe052eb3e8c2d531bc514a45920fc930260165ee5232c4','b3f3f6f68f59002925e1e61bf60d86cafde31c108d1882a31bb1e2e29e011527','cc40e3e344de8ebc056aa7804b9bc320aeed2324d2513a4c9baf881e00847f10','biuX_mJA0P2z7gjmORC2h-T0');
INSERT INTO acts VALUES(X'01a203bb39ff701ebae0f025cae52867','8360796861670581119','12',1795358931452,'host','visitor',NULL,'31213370c3c772a9c97be75f28bd77e0677f14814d9f47aea350bb99419bb8a3','cc40e3e344de8ebc056aa7804b9bc320aeed2324d2513a4c9baf881e00847f10','f35738479186a8ae8f73ef763ea4666b14368e71302594bedc760f4f6df6a01c','UkYg9gYHo742g9OQmxmieK6k');
INSERT INTO acts VALUES(X'01a203bb3a3a755a919bed61ac6aec08','8360796861670581119','13',1795358931501,'host','erase',NULL,'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','f35738479186a8ae8f73ef763ea4666b14368e71302594bedc760f4f6df6a01c','13b612f877484c33f6b800e82e55acbd85de5e0ca6a37273d5d4da2032793718','');
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
INSERT INTO act_values VALUES(X'01a203bb068a70eebe3981ef694c94ab',X'01a203bb068a70f9bf38327a1e6293f1','space',X'01a203bb067d70abae7af2bb23695531',0,'1dd1b95721935d34c1f843cda2dd7049','{"name":["","Harbour Commons"],"zone":["","Europe/London"]}',1795358918280);
INSERT INTO act_values VALUES(X'01a203bb07267669bf7d376068688633',X'01a203bb07267674bf451207fbc8dac2','host',X'f5b9ca4b9e0354fa9526e1f369712792',1,'94ddd8d68e27c1ffa44f4e64ac60a211','{"name":["","Rosa"],"pin_hash":["","changed"],"role":["","owner"]}',1795358918433);
INSERT INTO act_values VALUES(X'01a203bb075e74b7bc02af6be5c8e57d',X'01a203bb075e74c187928b105e8a8c65','member',X'01a203bb074e7dae98cb26a85d7c18b0',1,'50e0d117b4553bd7970f1528e4222101','{"code":["","TVBYA8PM"],"name":["","Ada Okafor"],"number":["","1001"],"show_on_wall":["","{\"given\":true,\"recorded\":\"said at the command line\",\"recorded_at\":\"2026-11-22T14:48:38.478372447Z\"}"],"state":["","active"]}',1795358918478);
INSERT INTO act_values VALUES(X'01a203bb0798778096d879cf3265c3c1',X'01a203bb0798778aa799b960f292a04c','member',X'01a203bb07947f0ca7d0a25b9fcd56ea',1,'a8e91022e4065c614b4f59ac04c3f9ca','{"code":["","8RD9V4KZ"],"name":["","Bao Nguyen"],"number":["","1002"],"show_on_wall":["","{\"given\":true,\"recorded\":\"said at the command line\",\"recorded_at\":\"2026-11-22T14:48:38.548253024Z\"}"],"state":["","active"]}',1795358918549);
INSERT INTO act_values VALUES(X'01a203bb08627579aa07b98517e3806c',X'01a203bb086275888a20a821419bc0a7','member',X'01a203bb074e7dae98cb26a85d7c18b0',0,'f69affcd1b74acaa72ef73cf434ad75f','{"show_on_wall":["{\"given\":true,\"recorded\":\"said at the command line\",\"recorded_at\":\"2026-11-22T14:48:38.478372447Z\"}","{\"given\":true,\"recorded\":\"desk\",\"recorded_at\":\"2026-11-22T14:48:38.720946604Z\"}"],"show_presence":["","{\"given\":true,\"recorded\":\"desk\",\"recorded_at\":\"2026-11-22T14:48:38.720947625Z\"}"]}',1795358918725);
INSERT INTO act_values VALUES(X'01a203bb08b7792186430d07bbcbb2c3',X'01a203bb08b779348dd54ee26de8be2f','member',X'01a203bb07947f0ca7d0a25b9fcd56ea',0,'e60bfead8880bea180ac253107fa8e18','{"show_on_wall":["{\"given\":true,\"recorded\":\"said at the command line\",\"recorded_at\":\"2026-11-22T14:48:38.548253024Z\"}","{\"given\":true,\"recorded\":\"desk\",\"recorded_at\":\"2026-11-22T14:48:38.815278839Z\"}"]}',1795358918815);
INSERT INTO act_values VALUES(X'01a203bb098971feb8cc5f669c7588a8',X'01a203bb0989721f81b71cb76722156a','post',X'01a203bb097c73ae8f91052a341eb771',1,'b689bbec87f734d0cd3df23aa29d59f3','{"made_at":["","1795358919036"],"member_id":["","01a203bb-074e-7dae-98cb-26a85d7c18b0"],"side":["","ask"],"until":["","1797950919036"],"words":["","A van"]}',1795358919036);
INSERT INTO act_values VALUES(X'01a203bb38787cadae9b8fda30f4dc61',X'01a203bb38787d24b8b19da535fb7309','thank_you',X'01a203bb387076d6883dac78cef78c8f',1,'5832b027b2ae956136f2db725db38dbf','{"from_agrees":["","yes"],"from_id":["","01a203bb-0794-7f0c-a7d0-a25b9fcd56ea"],"said_at":["","1795358931056"],"seen":["","yes"],"to_agrees":["","yes"],"to_id":["","01a203bb-074e-7dae-98cb-26a85d7c18b0"],"what":["","Practical help"],"words":["","The printer"]}',1795358931056);
INSERT INTO act_values VALUES(X'01a203bb38b1733cb067663ee6432ae7',X'01a203bb38b173478fdf472a362e10aa','event',X'3115c98b409b5ae4b6d65ad648531c76',1,'fd1b6b1a79fb4d702dd8f9fdb69f810f','{"ends_at":["","1796306400000"],"place":["","Kitchen"],"places":["","12"],"rule":["","FREQ=WEEKLY;BYDAY=TH"],"starts_at":["","1796302800000"],"title":["","Soup"],"uid":["","01a203bb-38af-77b4-bed1-4ca6fef72051@kettle"],"what":["","Social"],"zone":["","Europe/London"]}',1795358931119);
INSERT INTO act_values VALUES(X'01a203bb39c07338b3f8d17d17d5542f',X'01a203bb39c073459eb04845ecc5e5a5','introduction',X'1b7dd43ce0085a1787f609417083d749',1,'b8955e6cdb7c25dadda526e0382abfe6','{"asked_at":["","1795358931386"],"asked_by_id":["","01a203bb-074e-7dae-98cb-26a85d7c18b0"],"one_id":["","01a203bb-074e-7dae-98cb-26a85d7c18b0"],"other_id":["","01a203bb-0794-7f0c-a7d0-a25b9fcd56ea"]}',1795358931386);
INSERT INTO act_values VALUES(X'01a203bb39ff7016b96796fd6a261c6e',X'01a203bb39ff701ebae0f025cae52867','visitor',X'01a203bb39fc7a468bf2a8ac301a6509',1,'3cbc9b298f9302a128bc8a77ea2e0104','{"code":["","F38H6A"],"expected_on":["","2026-11-23"],"name":["","changed"],"sees":["","member"],"sees_id":["","01a203bb-074e-7dae-98cb-26a85d7c18b0"]}',1795358931452);
CREATE TABLE member_pin_tries (
    member_id BLOB PRIMARY KEY,
    wrong     INTEGER NOT NULL,
    until_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE counts (
    id     BLOB PRIMARY KEY,
    screen TEXT NOT NULL DEFAULT '',
    day    TEXT NOT NULL DEFAULT '',
    what   TEXT NOT NULL DEFAULT '',
    n      TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE retention (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    looked_at INTEGER NOT NULL DEFAULT 0,
    doubt_at  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE messages (
    visitor_id BLOB PRIMARY KEY,
    made_at    INTEGER NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0,
    next_at    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
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
INSERT INTO introductions VALUES(X'1b7dd43ce0085a1787f609417083d749',X'01a203bb074e7dae98cb26a85d7c18b0',X'01a203bb07947f0ca7d0a25b9fcd56ea',X'01a203bb074e7dae98cb26a85d7c18b0',1795358931386,'',0,NULL,NULL,'',NULL);
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
, seen INTEGER NOT NULL DEFAULT 0, asked INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
INSERT INTO comings VALUES(X'33538550bdee5971b8e1e00c18708a44',X'01a203bb074e7dae98cb26a85d7c18b0',X'3115c98b409b5ae4b6d65ad648531c76',1796302800000,NULL,1795358943438,0,'','',1,0);
CREATE TABLE cheers (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    for_id    BLOB,
    post_id   BLOB,
    void      INTEGER NOT NULL DEFAULT 0
, said_at INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE namings (
    id         BLOB PRIMARY KEY,
    learner_id BLOB,
    member_id  BLOB,
    box        TEXT NOT NULL DEFAULT '',
    due_on     TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE tallies (
    id       BLOB PRIMARY KEY,
    screen   TEXT NOT NULL DEFAULT '',
    question TEXT NOT NULL DEFAULT '',
    month    TEXT NOT NULL DEFAULT '',
    counts   TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX records_seq ON records (seq);
CREATE INDEX visits_open ON visits (member_id) WHERE out_at IS NULL AND void = 0;
CREATE INDEX visits_in_at ON visits (in_at);
CREATE INDEX cards_hash ON cards (hash);
CREATE INDEX owners_record ON owners (kind, id);
CREATE INDEX records_waiting ON records (erased DESC, seq) WHERE unsent > 0;
CREATE INDEX visitors_here ON visitors (in_at) WHERE out_at IS NULL AND void = 0;
CREATE INDEX parcels_waiting ON parcels (member_id) WHERE handed_at IS NULL;
CREATE INDEX acts_at ON acts (at);
CREATE INDEX acts_chain ON acts (screen, CAST(number AS INTEGER));
CREATE INDEX acts_undoes ON acts (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX act_values_about ON act_values (about);
CREATE INDEX act_values_act ON act_values (act_id);
CREATE INDEX posts_up ON posts (member_id) WHERE closed = 0;
CREATE INDEX thank_yous_unseen ON thank_yous (from_id) WHERE void = 0 AND seen = 0;
CREATE INDEX thank_yous_unheard ON thank_yous (to_id) WHERE void = 0 AND heard = 0;
CREATE INDEX introductions_one ON introductions (one_id);
CREATE INDEX introductions_other ON introductions (other_id);
CREATE INDEX comings_when ON comings (starts_at);
CREATE INDEX comings_of ON comings (member_id);
CREATE INDEX cheers_for ON cheers (post_id);
CREATE INDEX namings_of ON namings (learner_id);
CREATE INDEX comings_to ON comings (event_id);
CREATE INDEX visits_of ON visits (member_id);
COMMIT;
