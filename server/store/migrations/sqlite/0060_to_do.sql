-- What somebody has to see to: a row for each open record, kept with the record's own transaction. It names nobody's words.
CREATE TABLE to_do (
    branch TEXT NOT NULL,
    kind TEXT NOT NULL,
    record     INTEGER NOT NULL,
    -- What it is called on the list: a complaint's number, a case's code, a ticket's number.
    label TEXT NOT NULL,
    detail TEXT NOT NULL,
    due TEXT NOT NULL,
    shown_from TEXT NOT NULL,
    half_on    TEXT,
    urgent_on  TEXT,
    assigned   INTEGER,
    since_ms   INTEGER NOT NULL,
    PRIMARY KEY (branch, kind, record)
) WITHOUT ROWID;
CREATE INDEX to_do_by_due ON to_do (branch, due, kind, record);
CREATE INDEX to_do_by_kind ON to_do (branch, kind, due, record);
CREATE INDEX to_do_by_person ON to_do (branch, assigned, due, kind, record);
