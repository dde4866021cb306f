-- What a CSR promised to see to later. No row names anybody; the words are in follow_up_private.
CREATE TABLE follow_up (
    id        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    branch    TEXT COLLATE "C" NOT NULL,
    -- The day of the visit, and its ticket where there was one.
    day       TEXT COLLATE "C" NOT NULL,
    ticket    BIGINT,
    label     TEXT COLLATE "C" NOT NULL,
    service   TEXT COLLATE "C" NOT NULL,
    due       TEXT COLLATE "C" NOT NULL,
    -- The day on which its words are erased; what is open then is closed undone.
    gone_on   TEXT COLLATE "C" NOT NULL,
    state     TEXT COLLATE "C" NOT NULL,
    owner     BIGINT NOT NULL,
    opened_ms BIGINT NOT NULL,
    version   BIGINT NOT NULL
);
CREATE INDEX follow_up_by_end ON follow_up (state, gone_on, id);

CREATE TABLE follow_up_step (
    follow_up  BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    at_ms      BIGINT NOT NULL,
    actor      TEXT COLLATE "C" NOT NULL,
    from_state TEXT COLLATE "C" NOT NULL,
    to_state   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (follow_up, version)
);

CREATE TABLE follow_up_private (
    follow_up BIGINT NOT NULL PRIMARY KEY,
    branch    TEXT COLLATE "C" NOT NULL,
    day       TEXT COLLATE "C" NOT NULL,
    ticket    BIGINT,
    note      TEXT NOT NULL,
    erase_on  TEXT COLLATE "C" NOT NULL
);
CREATE INDEX follow_up_private_by_day ON follow_up_private (erase_on, follow_up);
CREATE INDEX follow_up_private_by_ticket ON follow_up_private (branch, day, ticket);
