-- What a manager tells the visitors of a branch, by language, as JSON, from a start to an end.
CREATE TABLE notice (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    branch    TEXT NOT NULL,
    from_ms   INTEGER NOT NULL,
    until_ms  INTEGER NOT NULL,
    words     TEXT NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    version   INTEGER NOT NULL
);
CREATE INDEX notice_by_end ON notice (branch, until_ms, id);

CREATE TABLE notice_step (
    notice   INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    at_ms    INTEGER NOT NULL,
    actor    TEXT NOT NULL,
    -- made, changed or withdrawn.
    step     TEXT NOT NULL,
    from_ms  INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    PRIMARY KEY (notice, version)
) WITHOUT ROWID;
