-- Codes of the minute that a visitor with an appointment typed: how many, and until when no further one is looked at.
CREATE TABLE check_in_try (
    appointment     TEXT NOT NULL PRIMARY KEY,
    tries           INTEGER NOT NULL,
    locked_until_ms INTEGER,
    last_ms         INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX check_in_try_by_time ON check_in_try (last_ms, appointment);
