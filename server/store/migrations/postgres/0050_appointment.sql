-- A branch's book. Whoever changes it does so first of all here, so that changes of one book follow each other.
CREATE TABLE book (
    branch  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    changes BIGINT NOT NULL
);

-- The members of staff who can be booked; services and languages are ids between spaces.
CREATE TABLE officer (
    branch    TEXT COLLATE "C" NOT NULL,
    person    BIGINT NOT NULL,
    services  TEXT COLLATE "C" NOT NULL,
    languages TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch, person)
);

-- Their hours by the branch's clock, in minutes from midnight; 0 is Monday.
CREATE TABLE officer_week (
    branch      TEXT COLLATE "C" NOT NULL,
    person      BIGINT NOT NULL,
    weekday     BIGINT NOT NULL,
    from_minute BIGINT NOT NULL,
    to_minute   BIGINT NOT NULL,
    PRIMARY KEY (branch, person, weekday, from_minute)
);

-- When they are not there.
CREATE TABLE absence (
    branch  TEXT COLLATE "C" NOT NULL,
    person  BIGINT NOT NULL,
    from_ms BIGINT NOT NULL,
    to_ms   BIGINT NOT NULL,
    PRIMARY KEY (branch, person, from_ms)
);
CREATE INDEX absence_by_end ON absence (branch, to_ms);

-- A quarter hour of an officer's that is sold: the primary key sells it once.
CREATE TABLE slot (
    branch      TEXT COLLATE "C" NOT NULL,
    officer     BIGINT NOT NULL,
    quarter     BIGINT NOT NULL,
    appointment TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch, officer, quarter)
);
CREATE INDEX slot_by_quarter ON slot (branch, quarter, officer);
CREATE INDEX slot_by_appointment ON slot (appointment);

-- A booking. It names nobody.
CREATE TABLE appointment (
    id       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    branch   TEXT COLLATE "C" NOT NULL,
    token    TEXT COLLATE "C" NOT NULL,
    code     TEXT COLLATE "C" NOT NULL,
    officer  BIGINT NOT NULL,
    service  TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    quarter  BIGINT NOT NULL,
    quarters BIGINT NOT NULL,
    wall     TEXT COLLATE "C" NOT NULL,
    state    TEXT COLLATE "C" NOT NULL,
    version  BIGINT NOT NULL
);
CREATE UNIQUE INDEX appointment_by_token ON appointment (token);
CREATE UNIQUE INDEX appointment_by_code ON appointment (code);
CREATE INDEX appointment_by_time ON appointment (branch, quarter);

-- What became of it, step by step.
CREATE TABLE appointment_step (
    appointment TEXT COLLATE "C" NOT NULL,
    version     BIGINT NOT NULL,
    at_ms       BIGINT NOT NULL,
    actor       TEXT COLLATE "C" NOT NULL,
    state       TEXT COLLATE "C" NOT NULL,
    officer     BIGINT NOT NULL,
    quarter     BIGINT NOT NULL,
    PRIMARY KEY (appointment, version)
);

-- Who booked it, until the day on which this is erased.
CREATE TABLE appointment_private (
    appointment TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    branch      TEXT COLLATE "C" NOT NULL,
    name        TEXT,
    email       TEXT,
    phone       TEXT,
    contact     TEXT COLLATE "C",
    erase_on    TEXT COLLATE "C" NOT NULL
);
CREATE INDEX appointment_private_by_contact ON appointment_private (contact);
CREATE INDEX appointment_private_by_day ON appointment_private (branch, erase_on);
