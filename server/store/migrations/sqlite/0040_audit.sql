-- Who did what: a line each, a chain a branch. A line holds no name and no text that somebody wrote. The address can be
-- erased and the chain stays whole, because a line's hash is made over the address's seal.
CREATE TABLE audit (
    branch   TEXT    NOT NULL,
    n        INTEGER NOT NULL,
    at_ms    INTEGER NOT NULL,
    who      TEXT    NOT NULL,
    what     TEXT    NOT NULL,
    about    TEXT    NOT NULL,
    device   TEXT    NOT NULL,
    address  TEXT,
    salt     TEXT,
    seal     TEXT    NOT NULL,
    previous TEXT    NOT NULL,
    hash     TEXT    NOT NULL,
    PRIMARY KEY (branch, n)
) WITHOUT ROWID;
CREATE INDEX audit_by_time ON audit (at_ms) WHERE address IS NOT NULL;

CREATE TRIGGER audit_line_is_not_changed
BEFORE UPDATE OF branch, n, at_ms, who, what, about, device, seal, previous, hash ON audit
BEGIN SELECT RAISE(ABORT, 'a line of the audit is not changed'); END;

CREATE TRIGGER audit_line_is_not_removed
BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'a line of the audit is not removed'); END;

-- The last line of each chain, so that a chain that was cut short is known.
CREATE TABLE audit_head (
    branch TEXT    NOT NULL PRIMARY KEY,
    n      INTEGER NOT NULL,
    hash   TEXT    NOT NULL
) WITHOUT ROWID;

-- How far a branch's journal has been read for the audit, and the digest of the set-up that was in force there.
CREATE TABLE audit_journal (
    branch TEXT    NOT NULL PRIMARY KEY,
    day    TEXT    NOT NULL,
    seq    INTEGER NOT NULL,
    setup  TEXT    NOT NULL
) WITHOUT ROWID;
