-- What a CSR promised to see to later. No row names anybody; the words are in follow_up_private.
CREATE TABLE follow_up (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    branch    TEXT    NOT NULL,
    -- The day of the visit, and its ticket where there was one.
    day       TEXT    NOT NULL,
    ticket    INTEGER,
    label     TEXT    NOT NULL,
    service   TEXT    NOT NULL,
    due       TEXT    NOT NULL,
    -- The day on which its words are erased; what is open then is closed undone.
    gone_on   TEXT    NOT NULL,
    state     TEXT    NOT NULL,
    owner     INTEGER NOT NULL,
    opened_ms INTEGER NOT NULL,
    version   INTEGER NOT NULL
);
CREATE INDEX follow_up_by_end ON follow_up (state, gone_on, id);

CREATE TABLE follow_up_step (
    follow_up  INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    at_ms      INTEGER NOT NULL,
    actor      TEXT    NOT NULL,
    from_state TEXT    NOT NULL,
    to_state   TEXT    NOT NULL,
    PRIMARY KEY (follow_up, version)
) WITHOUT ROWID;

CREATE TABLE follow_up_private (
    follow_up INTEGER NOT NULL PRIMARY KEY,
    branch    TEXT    NOT NULL,
    day       TEXT    NOT NULL,
    ticket    INTEGER,
    note      TEXT    NOT NULL,
    erase_on  TEXT    NOT NULL
);
CREATE INDEX follow_up_private_by_day ON follow_up_private (erase_on, follow_up);
CREATE INDEX follow_up_private_by_ticket ON follow_up_private (branch, day, ticket);
