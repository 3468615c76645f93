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
INSERT INTO file VALUES(1,X'01a2011f005272cfaf5f7f57e24f63ea',6919538260235257417,6306481945989179983,9,117657775650963456);
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
INSERT INTO records VALUES('event',X'2684c6009ca3517686a4c95e3ae21efd',X'01a2011f005272cfaf5f7f57e24f63ea',7,0,1,'[{"c":117657773936279557,"s":6919538260235257417,"n":7,"u":true,"a":"import","m":957}]','');
INSERT INTO records VALUES('event',X'5cfd765a0fee5693af4bc35553bd8938',X'01a2011f005272cfaf5f7f57e24f63ea',7,0,1,'[{"c":117657773936279553,"s":6919538260235257417,"n":7,"u":true,"a":"import","m":3517}]','');
INSERT INTO records VALUES('event',X'7b711f74b66755a1aec7f5a24f5683bc',X'01a2011f005272cfaf5f7f57e24f63ea',7,0,1,'[{"c":117657773936279555,"s":6919538260235257417,"n":7,"u":true,"a":"import","m":3485}]','');
INSERT INTO records VALUES('event',X'caf564e1777458b08d8192d5f0f66345',X'01a2011f005272cfaf5f7f57e24f63ea',7,0,1,'[{"c":117657773936279554,"s":6919538260235257417,"n":7,"u":true,"a":"import","m":3485}]','');
INSERT INTO records VALUES('event',X'f02e3f4f9ba255bb89afca5b5f0eb63d',X'01a2011f005272cfaf5f7f57e24f63ea',7,0,1,'[{"c":117657773936279556,"s":6919538260235257417,"n":7,"u":true,"a":"import","m":3485}]','');
INSERT INTO records VALUES('event',X'f220756f9dd4575183adf9ecd2a9a5ac',X'01a2011f005272cfaf5f7f57e24f63ea',7,0,1,'[{"c":117657773936279552,"s":6919538260235257417,"n":7,"u":true,"a":"import","m":11709}]','');
INSERT INTO records VALUES('member',X'05c5c40d27fe5e678b6064a0363cf64d',X'01a2011f005272cfaf5f7f57e24f63ea',5,1,1,'','');
INSERT INTO records VALUES('member',X'883ab5e6130753fc9e8d07140e5d3ab8',X'01a2011f005272cfaf5f7f57e24f63ea',1,0,1,'[{"c":117657772926107648,"s":6919538260235257417,"n":1,"u":true,"a":"import","m":2072827,"f":["languages:English","languages:Igbo","languages:Français","happy_to_help_with:Reading a grant draft","happy_to_help_with:Theory of change","looking_for:Someone who knows VAT","looking_for:A lunch walk","talk_to_me_about:Pottery disasters"]}]','');
INSERT INTO records VALUES('member',X'f2640da117dc5312868385a3b90617af',X'01a2011f005272cfaf5f7f57e24f63ea',1,0,1,'[{"c":117657772926173184,"s":6919538260235257417,"n":1,"w":1795315138643,"u":true,"a":"import","m":2072819,"f":["languages:English","languages:Scots","happy_to_help_with:The printer. Really","happy_to_help_with:Paper choice","looking_for:A storage corner","talk_to_me_about:Cats with jobs"]}]','');
INSERT INTO records VALUES('post',X'01a2011fa2ab7c9393252b1e7c0ca56d',X'01a2011f005272cfaf5f7f57e24f63ea',8,0,1,'[{"c":117657775649783808,"s":6919538260235257417,"n":8,"u":true,"a":"host","m":31}]','');
INSERT INTO records VALUES('space',X'01a2011f005272cfaf5f7f57e24f63ea',X'01a2011f005272cfaf5f7f57e24f63ea',6,0,1,'[{"c":117657773933789184,"s":6919538260235257417,"n":6,"u":true,"a":"host","m":1}]','');
INSERT INTO records VALUES('thank_you',X'01a2011fa2bd7aa8b08cfca22e111337',X'01a2011f005272cfaf5f7f57e24f63ea',9,0,1,'[{"c":117657775650963456,"s":6919538260235257417,"n":9,"u":true,"a":"host","m":119}]','');
INSERT INTO records VALUES('visit',X'01a2011f00747a0db848051b03d2a9d0',X'01a2011f005272cfaf5f7f57e24f63ea',2,0,1,'[{"c":117657772928270336,"s":6919538260235257417,"n":2,"u":true,"a":"host","m":7}]','');
INSERT INTO records VALUES('visit',X'01a2011f008674199a3125d364127e2d',X'01a2011f005272cfaf5f7f57e24f63ea',4,0,1,'[{"c":117657772929449984,"s":6919538260235257417,"n":3,"w":1795315138693,"u":true,"a":"host","m":7},{"c":117657772930564096,"s":6919538260235257417,"n":4,"u":true,"a":"host","m":24}]','');
CREATE TABLE owners (
    owner_id BLOB NOT NULL,
    kind     TEXT NOT NULL,
    id       BLOB NOT NULL,
    PRIMARY KEY (owner_id, kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO owners VALUES(X'883ab5e6130753fc9e8d07140e5d3ab8','post',X'01a2011fa2ab7c9393252b1e7c0ca56d');
INSERT INTO owners VALUES(X'883ab5e6130753fc9e8d07140e5d3ab8','thank_you',X'01a2011fa2bd7aa8b08cfca22e111337');
INSERT INTO owners VALUES(X'883ab5e6130753fc9e8d07140e5d3ab8','visit',X'01a2011f00747a0db848051b03d2a9d0');
INSERT INTO owners VALUES(X'f2640da117dc5312868385a3b90617af','thank_you',X'01a2011fa2bd7aa8b08cfca22e111337');
INSERT INTO owners VALUES(X'f2640da117dc5312868385a3b90617af','visit',X'01a2011f008674199a3125d364127e2d');
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
INSERT INTO spaces VALUES(X'01a2011f005272cfaf5f7f57e24f63ea','Harbour Commons','','','','','','','','','');
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
INSERT INTO members VALUES(X'883ab5e6130753fc9e8d07140e5d3ab8','1001','Ada Okafor','','AY-da oh-KAH-for','she/her','Writes grants for social enterprises','Common Good Grants','Writes grants for social enterprises. Learning to throw pots, badly.','',0,'',0,'','2026-11-16','','XJC2Y5P2','active','{"given":true,"recorded":"import of m.csv","recorded_at":"2026-11-22T02:38:58.642588479Z"}','{"given":true,"recorded":"import of m.csv","recorded_at":"2026-11-22T02:38:58.642588479Z"}','{"given":true,"recorded":"import of m.csv","recorded_at":"2026-11-22T02:38:58.642588479Z"}','{"given":true,"recorded":"import of m.csv","recorded_at":"2026-11-22T02:38:58.642588479Z"}');
INSERT INTO members VALUES(X'f2640da117dc5312868385a3b90617af','1002','Callum Reid','','','he/him','Printmaker and letterpress','Inky Fingers','Two presses, one cat, too much paper.','',0,'',0,'','2021-03-01','','85ZAA4HX','active','{"given":true,"recorded":"import of m.csv","recorded_at":"2026-11-22T02:38:58.642588479Z"}','{"given":true,"recorded":"import of m.csv","recorded_at":"2026-11-22T02:38:58.642588479Z"}','{"given":true,"recorded":"import of m.csv","recorded_at":"2026-11-22T02:38:58.642588479Z"}','{"given":false,"recorded":"import of m.csv","recorded_at":"2026-11-22T02:38:58.642588479Z"}');
CREATE TABLE member_tags (
    member_id BLOB NOT NULL,
    list      TEXT NOT NULL,
    tag       TEXT NOT NULL,
    rank      TEXT NOT NULL,
    PRIMARY KEY (member_id, list, tag)
) STRICT, WITHOUT ROWID;
INSERT INTO member_tags VALUES(X'883ab5e6130753fc9e8d07140e5d3ab8','happy_to_help_with','Reading a grant draft','aa');
INSERT INTO member_tags VALUES(X'883ab5e6130753fc9e8d07140e5d3ab8','happy_to_help_with','Theory of change','ab');
INSERT INTO member_tags VALUES(X'883ab5e6130753fc9e8d07140e5d3ab8','languages','English','aa');
INSERT INTO member_tags VALUES(X'883ab5e6130753fc9e8d07140e5d3ab8','languages','Français','ac');
INSERT INTO member_tags VALUES(X'883ab5e6130753fc9e8d07140e5d3ab8','languages','Igbo','ab');
INSERT INTO member_tags VALUES(X'883ab5e6130753fc9e8d07140e5d3ab8','looking_for','A lunch walk','ab');
INSERT INTO member_tags VALUES(X'883ab5e6130753fc9e8d07140e5d3ab8','looking_for','Someone who knows VAT','aa');
INSERT INTO member_tags VALUES(X'883ab5e6130753fc9e8d07140e5d3ab8','talk_to_me_about','Pottery disasters','aa');
INSERT INTO member_tags VALUES(X'f2640da117dc5312868385a3b90617af','happy_to_help_with','Paper choice','ab');
INSERT INTO member_tags VALUES(X'f2640da117dc5312868385a3b90617af','happy_to_help_with','The printer. Really','aa');
INSERT INTO member_tags VALUES(X'f2640da117dc5312868385a3b90617af','languages','English','aa');
INSERT INTO member_tags VALUES(X'f2640da117dc5312868385a3b90617af','languages','Scots','ab');
INSERT INTO member_tags VALUES(X'f2640da117dc5312868385a3b90617af','looking_for','A storage corner','aa');
INSERT INTO member_tags VALUES(X'f2640da117dc5312868385a3b90617af','talk_to_me_about','Cats with jobs','aa');
CREATE TABLE visits (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    in_at     INTEGER,
    in_by     TEXT NOT NULL DEFAULT '',
    out_at    INTEGER,
    out_by    TEXT NOT NULL DEFAULT '',
    void      INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO visits VALUES(X'01a2011f00747a0db848051b03d2a9d0',X'883ab5e6130753fc9e8d07140e5d3ab8',1795315138676,'host',NULL,'',0);
INSERT INTO visits VALUES(X'01a2011f008674199a3125d364127e2d',X'f2640da117dc5312868385a3b90617af',1795315138693,'host',1795315138711,'host',0);
CREATE TABLE posts (
    id        BLOB PRIMARY KEY,
    member_id BLOB,
    side      TEXT NOT NULL DEFAULT '',
    words     TEXT NOT NULL DEFAULT '',
    made_at   INTEGER,
    until     INTEGER,
    closed    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO posts VALUES(X'01a2011fa2ab7c9393252b1e7c0ca56d',X'883ab5e6130753fc9e8d07140e5d3ab8','ask','Somebody who can prune roses',1795315180203,1797907180203,0);
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
INSERT INTO thank_yous VALUES(X'01a2011fa2bd7aa8b08cfca22e111337',X'883ab5e6130753fc9e8d07140e5d3ab8',X'f2640da117dc5312868385a3b90617af','Tea and treats','',1795315180221,1,1,0);
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
INSERT INTO events VALUES(X'2684c6009ca3517686a4c95e3ae21efd','winter-market@harbourcommons.example',NULL,'Winter market weekend','Social','Harbour square','Stalls from twenty members.','',1796428800000,1796601600000,1,'','','','','',0);
INSERT INTO events VALUES(X'5cfd765a0fee5693af4bc35553bd8938','surgery-books@harbourcommons.example',NULL,'Advice surgery: bookkeeping','Advice surgery','Meeting Room 2','Twenty minutes each, bring the scary envelope.','',1767697200000,1767702600000,0,'Europe/London','FREQ=WEEKLY;INTERVAL=2;BYDAY=TU','','','',0);
INSERT INTO events VALUES(X'7b711f74b66755a1aec7f5a24f5683bc','mentoring-hires@harbourcommons.example',NULL,'Mentoring circle: first hires','Mentoring','Studio','','',1768500000000,1768505400000,0,'Europe/London','FREQ=MONTHLY;BYDAY=3TH','','','',0);
INSERT INTO events VALUES(X'caf564e1777458b08d8192d5f0f66345','accountability@harbourcommons.example',NULL,'Accountability group','Accountability group','Library','','',1767799800000,1767802500000,0,'Europe/London','FREQ=WEEKLY;BYDAY=WE','','','',0);
INSERT INTO events VALUES(X'f02e3f4f9ba255bb89afca5b5f0eb63d','bsl@harbourcommons.example',NULL,'Skill share: BSL basics','Learning','Studio','','',1767961800000,1767963600000,0,'Europe/London','FREQ=WEEKLY;BYDAY=FR','','','',0);
INSERT INTO events VALUES(X'f220756f9dd4575183adf9ecd2a9a5ac','soup@harbourcommons.example',NULL,'Soup & stories','Social','Kitchen','Everyone eats, two people tell a story.','',1767877200000,1767880800000,0,'Europe/London','FREQ=WEEKLY;BYDAY=TH','','20261224T130000Z 20261231T130000Z','',0);
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
) STRICT, WITHOUT ROWID;
CREATE TABLE pin_tries (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    wrong    INTEGER NOT NULL,
    until_at INTEGER NOT NULL
) STRICT;
CREATE INDEX records_seq ON records (seq);
CREATE INDEX records_unsent ON records (seq) WHERE unsent = 1;
CREATE INDEX visits_open ON visits (member_id) WHERE out_at IS NULL AND void = 0;
CREATE INDEX visits_in_at ON visits (in_at);
CREATE INDEX cards_hash ON cards (hash);
COMMIT;
PRAGMA user_version = 1;
