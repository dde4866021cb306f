-- The register of complaints. No row names the client; name, contact and words are in complaint_private.
CREATE TABLE complaint (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    branch      TEXT COLLATE "C" NOT NULL,
    number      TEXT COLLATE "C" NOT NULL,
    type        TEXT COLLATE "C" NOT NULL,
    channel     TEXT COLLATE "C" NOT NULL,
    service     TEXT COLLATE "C" NOT NULL,
    language    TEXT COLLATE "C" NOT NULL,
    -- Whom the client complains of, of the staff.
    about       BIGINT,
    feedback    BIGINT,
    received    TEXT COLLATE "C" NOT NULL,
    clock_from  TEXT COLLATE "C" NOT NULL,
    interim     BOOLEAN NOT NULL,
    due         TEXT COLLATE "C" NOT NULL,
    state       TEXT COLLATE "C" NOT NULL,
    owner       BIGINT,
    outcome     TEXT COLLATE "C",
    answered_on TEXT COLLATE "C",
    measures_by TEXT COLLATE "C",
    version     BIGINT NOT NULL,
    UNIQUE (branch, number)
);
CREATE INDEX complaint_by_due ON complaint (branch, due, id);
CREATE INDEX complaint_by_receipt ON complaint (branch, received, id);
CREATE INDEX complaint_by_branch ON complaint (branch, state, due, id);
CREATE INDEX complaint_by_state ON complaint (state, id);

-- The last number given out in a branch's year.
CREATE TABLE complaint_number (
    branch TEXT COLLATE "C" NOT NULL,
    year   BIGINT NOT NULL,
    last   BIGINT NOT NULL,
    PRIMARY KEY (branch, year)
);

CREATE TABLE complaint_step (
    complaint  BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    at_ms      BIGINT NOT NULL,
    actor      TEXT COLLATE "C" NOT NULL,
    step       TEXT COLLATE "C" NOT NULL,
    from_state TEXT COLLATE "C" NOT NULL,
    to_state   TEXT COLLATE "C" NOT NULL,
    due        TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (complaint, version)
);

CREATE TABLE complaint_private (
    complaint BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    contact TEXT NOT NULL,
    words TEXT NOT NULL,
    wish TEXT NOT NULL,
    interim TEXT NOT NULL,
    answer TEXT NOT NULL,
    measures TEXT NOT NULL,
    reasons TEXT NOT NULL,
    erase_on  TEXT COLLATE "C" NOT NULL
);
CREATE INDEX complaint_private_by_day ON complaint_private (erase_on, complaint);
