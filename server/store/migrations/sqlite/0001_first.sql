-- The truth: what happened in each branch on each day, one row a command. Append-only.
CREATE TABLE journal (
    branch      TEXT    NOT NULL,
    day         TEXT    NOT NULL,
    seq         INTEGER NOT NULL,
    request_key TEXT    NOT NULL,
    at_ms       INTEGER NOT NULL,
    actor       TEXT    NOT NULL,
    command     TEXT    NOT NULL,
    events      TEXT    NOT NULL,
    PRIMARY KEY (branch, day, seq),
    UNIQUE (branch, request_key)
) WITHOUT ROWID;

-- Where a visitor's link leads. Written with the journal row that issued the ticket.
CREATE TABLE visit (
    token  TEXT    NOT NULL PRIMARY KEY,
    branch TEXT    NOT NULL,
    day    TEXT    NOT NULL,
    ticket INTEGER NOT NULL
) WITHOUT ROWID;

-- People. The journal knows them by id only, so that a name can be erased here.
CREATE TABLE staff (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    login         TEXT    NOT NULL UNIQUE,
    name          TEXT    NOT NULL,
    role          TEXT    NOT NULL CHECK (role IN ('csr', 'manager')),
    branch        TEXT    NOT NULL,
    password_hash TEXT    NOT NULL
);

-- Who is signed in. Only a hash of the cookie is kept.
CREATE TABLE session (
    token_hash TEXT    NOT NULL PRIMARY KEY,
    staff      INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    expires_ms INTEGER NOT NULL
) WITHOUT ROWID;
