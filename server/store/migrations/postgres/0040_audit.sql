-- Who did what: a line each, a chain a branch. A line holds no name and no text that somebody wrote. The address can be
-- erased and the chain stays whole, because a line's hash is made over the address's seal.
CREATE TABLE audit (
    branch   TEXT   COLLATE "C" NOT NULL,
    n        BIGINT NOT NULL,
    at_ms    BIGINT NOT NULL,
    who      TEXT   COLLATE "C" NOT NULL,
    what     TEXT   COLLATE "C" NOT NULL,
    about    TEXT   COLLATE "C" NOT NULL,
    device   TEXT   COLLATE "C" NOT NULL,
    address  TEXT   COLLATE "C",
    salt     TEXT   COLLATE "C",
    seal     TEXT   COLLATE "C" NOT NULL,
    previous TEXT   COLLATE "C" NOT NULL,
    hash     TEXT   COLLATE "C" NOT NULL,
    PRIMARY KEY (branch, n)
);
CREATE INDEX audit_by_time ON audit (at_ms) WHERE address IS NOT NULL;

CREATE FUNCTION audit_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a line of the audit is neither changed nor removed';
END $$;

CREATE TRIGGER audit_line_is_not_changed
BEFORE UPDATE OF branch, n, at_ms, who, what, about, device, seal, previous, hash ON audit
FOR EACH ROW EXECUTE FUNCTION audit_line_stays();

CREATE TRIGGER audit_line_is_not_removed
BEFORE DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION audit_line_stays();

-- The last line of each chain, so that a chain that was cut short is known.
CREATE TABLE audit_head (
    branch TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    n      BIGINT NOT NULL,
    hash   TEXT   COLLATE "C" NOT NULL
);

-- How far a branch's journal has been read for the audit, and the digest of the set-up that was in force there.
CREATE TABLE audit_journal (
    branch TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    day    TEXT   COLLATE "C" NOT NULL,
    seq    BIGINT NOT NULL,
    setup  TEXT   COLLATE "C" NOT NULL
);
