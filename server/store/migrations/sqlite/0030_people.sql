-- What each person may do, branch by branch. A role of the whole bank has the empty branch.
CREATE TABLE staff_role (
    staff  INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    branch TEXT    NOT NULL,
    role   TEXT    NOT NULL CHECK (role IN ('csr', 'manager', 'complaints', 'admin')),
    PRIMARY KEY (staff, branch, role),
    CHECK ((role = 'admin') = (branch = ''))
) WITHOUT ROWID;
CREATE INDEX staff_role_by_branch ON staff_role (branch, role);
INSERT INTO staff_role (staff, branch, role) SELECT id, branch, role FROM staff;
ALTER TABLE staff DROP COLUMN role;
ALTER TABLE staff DROP COLUMN branch;
-- Languages by their codes, with a space between; since when a manager has locked the account; whether the next sign-in
-- asks for a new password (1) or not (0).
ALTER TABLE staff ADD COLUMN languages   TEXT    NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN locked_ms   INTEGER;
ALTER TABLE staff ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0;

-- A session also ends when nobody has acted in it for `idle_ms`. Those from before sign in again.
DELETE FROM session;
ALTER TABLE session ADD COLUMN begun_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN seen_ms  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN idle_ms  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN place    TEXT    NOT NULL DEFAULT '';
CREATE INDEX session_by_staff ON session (staff);

-- Sign-ins that failed, by login (of a person or of nobody) and by the device or address that they came from.
CREATE TABLE sign_in_failure (
    login    TEXT    NOT NULL,
    place    TEXT    NOT NULL,
    failures INTEGER NOT NULL,
    last_ms  INTEGER NOT NULL,
    PRIMARY KEY (login, place)
) WITHOUT ROWID;
CREATE INDEX sign_in_failure_by_time ON sign_in_failure (last_ms);
