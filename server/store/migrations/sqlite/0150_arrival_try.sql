-- Codes of the minute that a visitor typed, by ticket: how many, and until when no further one is looked at.
CREATE TABLE arrival_try (
    branch          TEXT NOT NULL,
    day             TEXT NOT NULL,
    ticket          INTEGER NOT NULL,
    tries           INTEGER NOT NULL,
    locked_until_ms INTEGER,
    last_ms         INTEGER NOT NULL,
    PRIMARY KEY (branch, day, ticket)
) WITHOUT ROWID;
CREATE INDEX arrival_try_by_time ON arrival_try (last_ms, branch);
