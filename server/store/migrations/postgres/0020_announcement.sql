-- What the staff typed to tell the waiting room, by language, as JSON. When and for how long is in the journal; the words are here,
-- where they can be erased.
CREATE TABLE announcement (
    branch TEXT COLLATE "C" NOT NULL,
    id     TEXT COLLATE "C" NOT NULL,
    day    TEXT COLLATE "C" NOT NULL,
    words  TEXT NOT NULL,
    PRIMARY KEY (branch, id)
);
CREATE INDEX announcement_by_day ON announcement (branch, day);
