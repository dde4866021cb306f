-- A branch's book. Whoever changes it does so first of all here, so that changes of one book follow each other.
CREATE TABLE book (
    branch  TEXT NOT NULL PRIMARY KEY,
    changes INTEGER NOT NULL
) WITHOUT ROWID;

-- The members of staff who can be booked; services and languages are ids between spaces.
CREATE TABLE officer (
    branch    TEXT NOT NULL,
    person    INTEGER NOT NULL,
    services  TEXT NOT NULL,
    languages TEXT NOT NULL,
    PRIMARY KEY (branch, person)
) WITHOUT ROWID;

-- Their hours by the branch's clock, in minutes from midnight; 0 is Monday.
CREATE TABLE officer_week (
    branch      TEXT NOT NULL,
    person      INTEGER NOT NULL,
    weekday     INTEGER NOT NULL,
    from_minute INTEGER NOT NULL,
    to_minute   INTEGER NOT NULL,
    PRIMARY KEY (branch, person, weekday, from_minute)
) WITHOUT ROWID;

-- When they are not there.
CREATE TABLE absence (
    branch  TEXT NOT NULL,
    person  INTEGER NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms   INTEGER NOT NULL,
    PRIMARY KEY (branch, person, from_ms)
) WITHOUT ROWID;
CREATE INDEX absence_by_end ON absence (branch, to_ms);

-- A quarter hour of an officer's that is sold: the primary key sells it once.
CREATE TABLE slot (
    branch      TEXT NOT NULL,
    officer     INTEGER NOT NULL,
    quarter     INTEGER NOT NULL,
    appointment TEXT NOT NULL,
    PRIMARY KEY (branch, officer, quarter)
) WITHOUT ROWID;
CREATE INDEX slot_by_quarter ON slot (branch, quarter, officer);
CREATE INDEX slot_by_appointment ON slot (appointment);

-- A booking. It names nobody.
CREATE TABLE appointment (
    id       TEXT NOT NULL PRIMARY KEY,
    branch   TEXT NOT NULL,
    token    TEXT NOT NULL,
    code     TEXT NOT NULL,
    officer  INTEGER NOT NULL,
    service  TEXT NOT NULL,
    language TEXT NOT NULL,
    quarter  INTEGER NOT NULL,
    quarters INTEGER NOT NULL,
    wall     TEXT NOT NULL,
    state    TEXT NOT NULL,
    version  INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX appointment_by_token ON appointment (token);
CREATE UNIQUE INDEX appointment_by_code ON appointment (code);
CREATE INDEX appointment_by_time ON appointment (branch, quarter);

-- What became of it, step by step.
CREATE TABLE appointment_step (
    appointment TEXT NOT NULL,
    version     INTEGER NOT NULL,
    at_ms       INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    state       TEXT NOT NULL,
    officer     INTEGER NOT NULL,
    quarter     INTEGER NOT NULL,
    PRIMARY KEY (appointment, version)
) WITHOUT ROWID;

-- Who booked it, until the day on which this is erased.
CREATE TABLE appointment_private (
    appointment TEXT NOT NULL PRIMARY KEY,
    branch      TEXT NOT NULL,
    name        TEXT,
    email       TEXT,
    phone       TEXT,
    contact     TEXT,
    erase_on    TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX appointment_private_by_contact ON appointment_private (contact);
CREATE INDEX appointment_private_by_day ON appointment_private (branch, erase_on);
