-- What somebody has to see to: a row for each open record, kept with the record's own transaction. It names nobody's words.
CREATE TABLE to_do (
    branch     TEXT COLLATE "C" NOT NULL,
    kind       TEXT COLLATE "C" NOT NULL,
    record     BIGINT NOT NULL,
    -- What it is called on the list: a complaint's number, a case's code, a ticket's number.
    label TEXT NOT NULL,
    detail TEXT NOT NULL,
    due        TEXT COLLATE "C" NOT NULL,
    shown_from TEXT COLLATE "C" NOT NULL,
    half_on    TEXT COLLATE "C",
    urgent_on  TEXT COLLATE "C",
    assigned   BIGINT,
    since_ms   BIGINT NOT NULL,
    PRIMARY KEY (branch, kind, record)
);
CREATE INDEX to_do_by_due ON to_do (branch, due, kind, record);
CREATE INDEX to_do_by_kind ON to_do (branch, kind, due, record);
CREATE INDEX to_do_by_person ON to_do (branch, assigned, due, kind, record);
