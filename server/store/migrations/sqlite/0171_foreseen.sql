-- What was foreseen of a day before it began, and how right the waits were that its tickets were told: a row a day, by quarter hour
-- and service, as JSON of the figures' own. Counts and durations alone: they stay when what each ticket was told is erased.
CREATE TABLE foreseen (
    branch TEXT NOT NULL,
    day TEXT NOT NULL,
    visits TEXT,
    waits TEXT,
    PRIMARY KEY (branch, day)
) WITHOUT ROWID;
