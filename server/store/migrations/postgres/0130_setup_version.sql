-- The set-up as it was at each save: the whole text, who saved it and when, and what changed. Rows are added and never changed.
CREATE TABLE setup_version (
    number    BIGINT PRIMARY KEY,
    text      TEXT NOT NULL,
    -- The files of the further languages, as JSON: pairs of code and text.
    languages TEXT NOT NULL,
    -- How it came: carried, file, editor, import, undo.
    origin    TEXT COLLATE "C" NOT NULL,
    who       TEXT COLLATE "C" NOT NULL,
    at_ms     BIGINT NOT NULL,
    -- What changed against the version before, as JSON.
    changes   TEXT NOT NULL
);
CREATE INDEX setup_version_by_origin ON setup_version (origin, number);

-- The version that a branch's day began with, by which every server shows it.
CREATE TABLE setup_day (
    branch TEXT COLLATE "C" NOT NULL,
    day    TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (branch, day)
);
