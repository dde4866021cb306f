-- What the staff typed to tell the waiting room, by language, as JSON. When and for how long is in the journal; the words are here,
-- where they can be erased.
CREATE TABLE announcement (
    branch TEXT NOT NULL,
    id     TEXT NOT NULL,
    day    TEXT NOT NULL,
    words  TEXT NOT NULL,
    PRIMARY KEY (branch, id)
) WITHOUT ROWID;
CREATE INDEX announcement_by_day ON announcement (branch, day);
