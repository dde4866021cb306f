-- Requests in progress. No row names the client; name, contact and note are in case_private.
CREATE TABLE cases (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    branch TEXT NOT NULL,
    code TEXT NOT NULL UNIQUE,
    -- Argon2id in PHC form.
    pin_hash TEXT NOT NULL,
    type TEXT NOT NULL,
    step TEXT NOT NULL,
    step_since_ms   INTEGER NOT NULL,
    state TEXT NOT NULL,
    -- What the client has to bring: ids of documents, with spaces between them.
    missing TEXT NOT NULL,
    day TEXT NOT NULL,
    ticket          INTEGER,
    language TEXT NOT NULL,
    owner           INTEGER NOT NULL,
    opened_ms       INTEGER NOT NULL,
    touched_ms      INTEGER NOT NULL,
    untouched_on TEXT NOT NULL,
    closed_ms       INTEGER,
    resolved        BOOLEAN,
    version         INTEGER NOT NULL
);
CREATE INDEX cases_by_branch ON cases (branch, state, untouched_on, id);
CREATE INDEX cases_by_opening ON cases (branch, opened_ms, id);

-- Tries of PINs. They are counted for codes that are nobody's, too, so that both look the same.
CREATE TABLE case_tries (
    code TEXT NOT NULL PRIMARY KEY,
    tries           INTEGER NOT NULL,
    locked_until_ms INTEGER,
    last_ms         INTEGER NOT NULL
);
CREATE INDEX case_tries_by_time ON case_tries (last_ms, code);

CREATE TABLE case_step (
    case_id    INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    at_ms      INTEGER NOT NULL,
    actor TEXT NOT NULL,
    step TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    PRIMARY KEY (case_id, version)
) WITHOUT ROWID;

CREATE TABLE case_private (
    case_id  INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    -- Set when the case is closed.
    erase_on TEXT
);
CREATE INDEX case_private_by_day ON case_private (erase_on, case_id);
