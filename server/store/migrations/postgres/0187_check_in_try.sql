-- Codes of the minute that a visitor with an appointment typed: how many, and until when no further one is looked at.
CREATE TABLE check_in_try (
    appointment     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    tries           BIGINT NOT NULL,
    locked_until_ms BIGINT,
    last_ms         BIGINT NOT NULL
);
CREATE INDEX check_in_try_by_time ON check_in_try (last_ms, appointment);
