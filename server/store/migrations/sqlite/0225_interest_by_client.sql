-- An interest that the client sends from the branch's pages belongs to nobody yet. SQLite takes no NOT NULL away, so the table is
-- made anew.
CREATE TABLE interest_new (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    branch    TEXT    NOT NULL,
    token     TEXT    NOT NULL UNIQUE,
    product   TEXT    NOT NULL,
    day       TEXT    NOT NULL,
    ticket    INTEGER,
    label     TEXT    NOT NULL,
    language  TEXT    NOT NULL,
    wording   TEXT    NOT NULL,
    state     TEXT    NOT NULL,
    -- Who took it; nobody where the client sent it.
    owner     INTEGER,
    given_ms  INTEGER NOT NULL,
    erase_on  TEXT    NOT NULL,
    version   INTEGER NOT NULL
);
INSERT INTO interest_new SELECT id, branch, token, product, day, ticket, label, language, wording, state, owner, given_ms, erase_on, version
FROM interest;
DROP TABLE interest;
ALTER TABLE interest_new RENAME TO interest;
CREATE INDEX interest_by_end ON interest (erase_on, id);
