-- The truth: what happened in each branch on each day, one row a command. Append-only. Words are compared byte by
-- byte (collation "C"), as the program compares them, whatever the database's language.
CREATE TABLE journal (
    branch      TEXT   COLLATE "C" NOT NULL,
    day         TEXT   COLLATE "C" NOT NULL,
    seq         BIGINT NOT NULL,
    request_key TEXT   COLLATE "C" NOT NULL,
    at_ms       BIGINT NOT NULL,
    actor       TEXT   COLLATE "C" NOT NULL,
    command     TEXT   COLLATE "C" NOT NULL,
    events      TEXT   COLLATE "C" NOT NULL,
    PRIMARY KEY (branch, day, seq),
    UNIQUE (branch, request_key)
);

-- Where a visitor's link leads. Written with the journal row that issued the ticket.
CREATE TABLE visit (
    token  TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    branch TEXT   COLLATE "C" NOT NULL,
    day    TEXT   COLLATE "C" NOT NULL,
    ticket BIGINT NOT NULL
);
CREATE INDEX visit_by_day ON visit (branch, day);

-- People. The journal knows them by id only, so that a name can be erased here.
CREATE TABLE staff (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login         TEXT COLLATE "C" NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    role          TEXT NOT NULL CHECK (role IN ('csr', 'manager')),
    branch        TEXT COLLATE "C" NOT NULL,
    password_hash TEXT NOT NULL
);

-- Who is signed in. Only a hash of the cookie is kept.
CREATE TABLE session (
    token_hash TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    staff      BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    expires_ms BIGINT NOT NULL
);
CREATE INDEX session_by_expiry ON session (expires_ms);
CREATE INDEX session_by_staff ON session (staff);
