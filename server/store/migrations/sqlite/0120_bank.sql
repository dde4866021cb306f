-- The day of a branch in counts, written from its journal with the other figures: a year of thousands of branches is added up from it.
CREATE TABLE report_day (
    day TEXT NOT NULL,
    branch TEXT NOT NULL,
    arrivals INTEGER NOT NULL,
    visits INTEGER NOT NULL,
    served INTEGER NOT NULL,
    cancelled INTEGER NOT NULL,
    no_shows INTEGER NOT NULL,
    -- Served within the promised wait, and of how many.
    in_time INTEGER NOT NULL,
    timed INTEGER NOT NULL,
    -- Arrivals by the hour of UTC.
    h00 INTEGER NOT NULL, h01 INTEGER NOT NULL, h02 INTEGER NOT NULL, h03 INTEGER NOT NULL, h04 INTEGER NOT NULL, h05 INTEGER NOT NULL,
    h06 INTEGER NOT NULL, h07 INTEGER NOT NULL, h08 INTEGER NOT NULL, h09 INTEGER NOT NULL, h10 INTEGER NOT NULL, h11 INTEGER NOT NULL,
    h12 INTEGER NOT NULL, h13 INTEGER NOT NULL, h14 INTEGER NOT NULL, h15 INTEGER NOT NULL, h16 INTEGER NOT NULL, h17 INTEGER NOT NULL,
    h18 INTEGER NOT NULL, h19 INTEGER NOT NULL, h20 INTEGER NOT NULL, h21 INTEGER NOT NULL, h22 INTEGER NOT NULL, h23 INTEGER NOT NULL,
    PRIMARY KEY (day, branch)
) WITHOUT ROWID;
CREATE INDEX report_day_by_branch ON report_day (branch, day);

-- How a branch stands, as far as its journal has been read for the figures. Whoever asks of a branch that does not run here reads it here.
CREATE TABLE branch_now (
    branch TEXT PRIMARY KEY NOT NULL,
    day TEXT NOT NULL,
    seq INTEGER NOT NULL,
    -- The last event.
    at_ms INTEGER NOT NULL,
    closed BOOLEAN NOT NULL,
    stopped BOOLEAN NOT NULL,
    waiting INTEGER NOT NULL,
    oldest_ms INTEGER,
    desks INTEGER NOT NULL,
    alerts INTEGER NOT NULL,
    -- The server that wrote the row, by a name that it takes when it starts.
    server TEXT NOT NULL
) WITHOUT ROWID;

-- How many visitors of a branch were content on a day, of how many answers. Bursts are not counted.
CREATE TABLE feedback_day (
    day TEXT NOT NULL,
    branch TEXT NOT NULL,
    satisfied INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    PRIMARY KEY (day, branch)
) WITHOUT ROWID;
INSERT INTO feedback_day (day, branch, satisfied, answers)
SELECT day, branch, sum(CASE WHEN satisfaction >= 4 THEN 1 ELSE 0 END), count(*)
FROM feedback WHERE NOT burst GROUP BY day, branch;

-- The journals are read again from their beginning, so that days of before have their row.
DELETE FROM report_journal;
