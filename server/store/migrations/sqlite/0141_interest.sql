-- Interest in products. No row names the client; name and contact are in interest_private.
CREATE TABLE interest (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    branch    TEXT    NOT NULL,
    -- The client's own link, by which it is withdrawn.
    token     TEXT    NOT NULL UNIQUE,
    product   TEXT    NOT NULL,
    -- The day of the visit, and its ticket where there was one.
    day       TEXT    NOT NULL,
    ticket    INTEGER,
    label     TEXT    NOT NULL,
    language  TEXT    NOT NULL,
    -- A hash of the words of the consent, as they stood on the screen.
    wording   TEXT    NOT NULL,
    state     TEXT    NOT NULL,
    owner     INTEGER NOT NULL,
    given_ms  INTEGER NOT NULL,
    erase_on  TEXT    NOT NULL,
    version   INTEGER NOT NULL
);
CREATE INDEX interest_by_end ON interest (erase_on, id);

CREATE TABLE interest_step (
    interest   INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    at_ms      INTEGER NOT NULL,
    actor      TEXT    NOT NULL,
    from_state TEXT    NOT NULL,
    to_state   TEXT    NOT NULL,
    PRIMARY KEY (interest, version)
) WITHOUT ROWID;

CREATE TABLE interest_private (
    interest INTEGER NOT NULL PRIMARY KEY,
    branch   TEXT    NOT NULL,
    name     TEXT    NOT NULL,
    email    TEXT    NOT NULL,
    phone    TEXT    NOT NULL,
    -- By what one person's rows are found: the address, or else the telephone.
    contact  TEXT    NOT NULL,
    erase_on TEXT    NOT NULL
);
CREATE INDEX interest_private_by_day ON interest_private (erase_on, interest);
CREATE INDEX interest_private_by_contact ON interest_private (contact);
