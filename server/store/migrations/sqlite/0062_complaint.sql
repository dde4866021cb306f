-- The register of complaints. No row names the client; name, contact and words are in complaint_private.
CREATE TABLE complaint (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    branch TEXT NOT NULL,
    number TEXT NOT NULL,
    type TEXT NOT NULL,
    channel TEXT NOT NULL,
    service TEXT NOT NULL,
    language TEXT NOT NULL,
    -- Whom the client complains of, of the staff.
    about       INTEGER,
    feedback    INTEGER,
    received TEXT NOT NULL,
    clock_from TEXT NOT NULL,
    interim     BOOLEAN NOT NULL,
    due TEXT NOT NULL,
    state TEXT NOT NULL,
    owner       INTEGER,
    outcome     TEXT,
    answered_on TEXT,
    measures_by TEXT,
    version     INTEGER NOT NULL,
    UNIQUE (branch, number)
);
CREATE INDEX complaint_by_due ON complaint (branch, due, id);
CREATE INDEX complaint_by_receipt ON complaint (branch, received, id);
CREATE INDEX complaint_by_branch ON complaint (branch, state, due, id);
CREATE INDEX complaint_by_state ON complaint (state, id);

-- The last number given out in a branch's year.
CREATE TABLE complaint_number (
    branch TEXT NOT NULL,
    year   INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    PRIMARY KEY (branch, year)
) WITHOUT ROWID;

CREATE TABLE complaint_step (
    complaint  INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    at_ms      INTEGER NOT NULL,
    actor TEXT NOT NULL,
    step TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    due TEXT NOT NULL,
    PRIMARY KEY (complaint, version)
) WITHOUT ROWID;

CREATE TABLE complaint_private (
    complaint INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    contact TEXT NOT NULL,
    words TEXT NOT NULL,
    wish TEXT NOT NULL,
    interim TEXT NOT NULL,
    answer TEXT NOT NULL,
    measures TEXT NOT NULL,
    reasons TEXT NOT NULL,
    erase_on TEXT NOT NULL
);
CREATE INDEX complaint_private_by_day ON complaint_private (erase_on, complaint);
