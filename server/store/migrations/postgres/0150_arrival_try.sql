-- Codes of the minute that a visitor typed, by ticket: how many, and until when no further one is looked at.
CREATE TABLE arrival_try (
    branch          TEXT COLLATE "C" NOT NULL,
    day             TEXT COLLATE "C" NOT NULL,
    ticket          BIGINT NOT NULL,
    tries           BIGINT NOT NULL,
    locked_until_ms BIGINT,
    last_ms         BIGINT NOT NULL,
    PRIMARY KEY (branch, day, ticket)
);
CREATE INDEX arrival_try_by_time ON arrival_try (last_ms, branch);
