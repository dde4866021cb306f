-- What was foreseen of a day before it began, and how right the waits were that its tickets were told: a row a day, by quarter hour
-- and service, as JSON of the figures' own. Counts and durations alone: they stay when what each ticket was told is erased.
CREATE TABLE foreseen (
    branch TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C" NOT NULL,
    visits TEXT COLLATE "C",
    waits TEXT COLLATE "C",
    PRIMARY KEY (branch, day)
);
