-- What a manager tells the visitors of a branch, by language, as JSON, from a start to an end.
CREATE TABLE notice (
    id        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    branch    TEXT COLLATE "C" NOT NULL,
    from_ms   BIGINT NOT NULL,
    until_ms  BIGINT NOT NULL,
    words     TEXT NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    version   BIGINT NOT NULL
);
CREATE INDEX notice_by_end ON notice (branch, until_ms, id);

CREATE TABLE notice_step (
    notice   BIGINT NOT NULL,
    version  BIGINT NOT NULL,
    at_ms    BIGINT NOT NULL,
    actor    TEXT COLLATE "C" NOT NULL,
    -- made, changed or withdrawn.
    step     TEXT COLLATE "C" NOT NULL,
    from_ms  BIGINT NOT NULL,
    until_ms BIGINT NOT NULL,
    PRIMARY KEY (notice, version)
);
