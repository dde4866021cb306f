-- The set-up as it was at each save: the whole text, who saved it and when, and what changed. Rows are added and never changed.
CREATE TABLE setup_version (
    number    INTEGER PRIMARY KEY,
    text      TEXT NOT NULL,
    -- The files of the further languages, as JSON: pairs of code and text.
    languages TEXT NOT NULL,
    -- How it came: carried, file, editor, import, undo.
    origin    TEXT NOT NULL,
    who       TEXT NOT NULL,
    at_ms     INTEGER NOT NULL,
    -- What changed against the version before, as JSON.
    changes   TEXT NOT NULL
);
CREATE INDEX setup_version_by_origin ON setup_version (origin, number);

-- The version that a branch's day began with, by which every server shows it.
CREATE TABLE setup_day (
    branch TEXT NOT NULL,
    day    TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (branch, day)
) WITHOUT ROWID;
