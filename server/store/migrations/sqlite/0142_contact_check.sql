-- Contact data that were checked, and changes that are handed over. No row names the client; the addresses are in
-- contact_check_private, which what was only checked has none of.
CREATE TABLE contact_check (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    branch        TEXT    NOT NULL,
    -- The day of the visit, and its ticket where there was one.
    day           TEXT    NOT NULL,
    ticket        INTEGER,
    label         TEXT    NOT NULL,
    language      TEXT    NOT NULL,
    -- A hash of the words of the consent; empty where nothing changed.
    wording       TEXT    NOT NULL,
    state         TEXT    NOT NULL,
    owner         INTEGER NOT NULL,
    at_ms         INTEGER NOT NULL,
    code_until_ms INTEGER NOT NULL,
    wrong         INTEGER NOT NULL,
    -- The day on which the addresses are erased; empty where there are none.
    erase_on      TEXT    NOT NULL,
    version       INTEGER NOT NULL
);
CREATE INDEX contact_check_by_end ON contact_check (state, erase_on, id);

CREATE TABLE contact_check_step (
    contact_check INTEGER NOT NULL,
    version       INTEGER NOT NULL,
    at_ms         INTEGER NOT NULL,
    actor         TEXT    NOT NULL,
    from_state    TEXT    NOT NULL,
    to_state      TEXT    NOT NULL,
    PRIMARY KEY (contact_check, version)
) WITHOUT ROWID;

CREATE TABLE contact_check_private (
    contact_check INTEGER NOT NULL PRIMARY KEY,
    branch        TEXT    NOT NULL,
    client        TEXT    NOT NULL,
    before        TEXT    NOT NULL,
    after         TEXT    NOT NULL,
    code          TEXT    NOT NULL,
    erase_on      TEXT    NOT NULL
);
CREATE INDEX contact_check_private_by_day ON contact_check_private (erase_on, contact_check);
CREATE INDEX contact_check_private_by_before ON contact_check_private (before);
CREATE INDEX contact_check_private_by_after ON contact_check_private (after);
