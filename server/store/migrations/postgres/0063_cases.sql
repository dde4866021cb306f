-- Requests in progress. No row names the client; name, contact and note are in case_private.
CREATE TABLE cases (
    id              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    branch          TEXT COLLATE "C" NOT NULL,
    code            TEXT COLLATE "C" NOT NULL UNIQUE,
    -- Argon2id in PHC form.
    pin_hash TEXT NOT NULL,
    type            TEXT COLLATE "C" NOT NULL,
    step            TEXT COLLATE "C" NOT NULL,
    step_since_ms   BIGINT NOT NULL,
    state           TEXT COLLATE "C" NOT NULL,
    -- What the client has to bring: ids of documents, with spaces between them.
    missing TEXT NOT NULL,
    day             TEXT COLLATE "C" NOT NULL,
    ticket          BIGINT,
    language        TEXT COLLATE "C" NOT NULL,
    owner           BIGINT NOT NULL,
    opened_ms       BIGINT NOT NULL,
    touched_ms      BIGINT NOT NULL,
    untouched_on    TEXT COLLATE "C" NOT NULL,
    closed_ms       BIGINT,
    resolved        BOOLEAN,
    version         BIGINT NOT NULL
);
CREATE INDEX cases_by_branch ON cases (branch, state, untouched_on, id);
CREATE INDEX cases_by_opening ON cases (branch, opened_ms, id);

-- Tries of PINs. They are counted for codes that are nobody's, too, so that both look the same.
CREATE TABLE case_tries (
    code            TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    tries           BIGINT NOT NULL,
    locked_until_ms BIGINT,
    last_ms         BIGINT NOT NULL
);
CREATE INDEX case_tries_by_time ON case_tries (last_ms, code);

CREATE TABLE case_step (
    case_id    BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    at_ms      BIGINT NOT NULL,
    actor      TEXT COLLATE "C" NOT NULL,
    step       TEXT COLLATE "C" NOT NULL,
    from_state TEXT COLLATE "C" NOT NULL,
    to_state   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (case_id, version)
);

CREATE TABLE case_private (
    case_id  BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    -- Set when the case is closed.
    erase_on TEXT COLLATE "C"
);
CREATE INDEX case_private_by_day ON case_private (erase_on, case_id);
