-- What was learned from a branch's days: a table for the predictions, as JSON. It can be rebuilt from the journal.
CREATE TABLE learned (
    branch     TEXT    NOT NULL PRIMARY KEY,
    -- The last day that it was learned from.
    up_to      TEXT    NOT NULL,
    facts      TEXT    NOT NULL,
    updated_ms INTEGER NOT NULL
) WITHOUT ROWID;

-- Which wait a ticket was told, and when it was called after all. By it the error of the predictions is known.
CREATE TABLE told (
    branch       TEXT    NOT NULL,
    day          TEXT    NOT NULL,
    ticket       INTEGER NOT NULL,
    service      TEXT    NOT NULL,
    at_ms        INTEGER NOT NULL,
    -- As people read it.
    low_minutes  INTEGER NOT NULL,
    high_minutes INTEGER NOT NULL,
    -- As it was computed: the deciles before they were widened, and the median between them.
    q10_ms       INTEGER NOT NULL,
    median_ms    INTEGER NOT NULL,
    q90_ms       INTEGER NOT NULL,
    called_ms    INTEGER,
    -- When the visitor's phone last heard that the wait has moved.
    word_ms      INTEGER,
    PRIMARY KEY (branch, day, ticket)
) WITHOUT ROWID;
CREATE INDEX told_by_call ON told (branch, called_ms);
