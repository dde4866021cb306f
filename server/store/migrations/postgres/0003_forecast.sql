-- What was learned from a branch's days: a table for the predictions, as JSON. It can be rebuilt from the journal.
CREATE TABLE learned (
    branch     TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    -- The last day that it was learned from.
    up_to      TEXT   COLLATE "C" NOT NULL,
    facts      TEXT   COLLATE "C" NOT NULL,
    updated_ms BIGINT NOT NULL
);

-- Which wait a ticket was told, and when it was called after all. By it the error of the predictions is known.
CREATE TABLE told (
    branch       TEXT   COLLATE "C" NOT NULL,
    day          TEXT   COLLATE "C" NOT NULL,
    ticket       BIGINT NOT NULL,
    service      TEXT   COLLATE "C" NOT NULL,
    at_ms        BIGINT NOT NULL,
    -- As people read it.
    low_minutes  BIGINT NOT NULL,
    high_minutes BIGINT NOT NULL,
    -- As it was computed: the deciles before they were widened, and the median between them.
    q10_ms       BIGINT NOT NULL,
    median_ms    BIGINT NOT NULL,
    q90_ms       BIGINT NOT NULL,
    called_ms    BIGINT,
    -- When the visitor's phone last heard that the wait has moved.
    word_ms      BIGINT,
    PRIMARY KEY (branch, day, ticket)
);
CREATE INDEX told_by_call ON told (branch, called_ms);
