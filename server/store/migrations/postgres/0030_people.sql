-- What each person may do, branch by branch. A role of the whole bank has the empty branch.
CREATE TABLE staff_role (
    staff  BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    branch TEXT   COLLATE "C" NOT NULL,
    role   TEXT   COLLATE "C" NOT NULL CHECK (role IN ('csr', 'manager', 'complaints', 'admin')),
    PRIMARY KEY (staff, branch, role),
    CHECK ((role = 'admin') = (branch = ''))
);
CREATE INDEX staff_role_by_branch ON staff_role (branch, role);
INSERT INTO staff_role (staff, branch, role) SELECT id, branch, role FROM staff;
ALTER TABLE staff DROP COLUMN role;
ALTER TABLE staff DROP COLUMN branch;
-- Languages by their codes, with a space between; since when a manager has locked the account; whether the next sign-in
-- asks for a new password (1) or not (0).
ALTER TABLE staff ADD COLUMN languages   TEXT    NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN locked_ms   BIGINT;
ALTER TABLE staff ADD COLUMN must_change BIGINT NOT NULL DEFAULT 0;

-- A session also ends when nobody has acted in it for `idle_ms`. Those from before sign in again.
DELETE FROM session;
ALTER TABLE session ADD COLUMN begun_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN seen_ms  BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN idle_ms  BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN place    TEXT    NOT NULL DEFAULT '';


-- Sign-ins that failed, by login (of a person or of nobody) and by the device or address that they came from.
CREATE TABLE sign_in_failure (
    login    TEXT   COLLATE "C" NOT NULL,
    place    TEXT   COLLATE "C" NOT NULL,
    failures BIGINT NOT NULL,
    last_ms  BIGINT NOT NULL,
    PRIMARY KEY (login, place)
);
CREATE INDEX sign_in_failure_by_time ON sign_in_failure (last_ms);
