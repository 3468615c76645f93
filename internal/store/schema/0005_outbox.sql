-- One row is a message to a member that this screen has yet to send: the visitor
-- came to see them. It belongs to this machine alone and names nobody; what is
-- sent is read from the visitor when it is sent.
CREATE TABLE messages (
    visitor_id BLOB PRIMARY KEY,
    made_at    INTEGER NOT NULL,
    tries      INTEGER NOT NULL DEFAULT 0,
    next_at    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
