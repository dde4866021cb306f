-- The day of a branch in counts, written from its journal with the other figures: a year of thousands of branches is added up from it.
CREATE TABLE report_day (
    day TEXT COLLATE "C" NOT NULL,
    branch TEXT COLLATE "C" NOT NULL,
    arrivals BIGINT NOT NULL,
    visits BIGINT NOT NULL,
    served BIGINT NOT NULL,
    cancelled BIGINT NOT NULL,
    no_shows BIGINT NOT NULL,
    -- Served within the promised wait, and of how many.
    in_time BIGINT NOT NULL,
    timed BIGINT NOT NULL,
    -- Arrivals by the hour of UTC.
    h00 BIGINT NOT NULL, h01 BIGINT NOT NULL, h02 BIGINT NOT NULL, h03 BIGINT NOT NULL, h04 BIGINT NOT NULL, h05 BIGINT NOT NULL,
    h06 BIGINT NOT NULL, h07 BIGINT NOT NULL, h08 BIGINT NOT NULL, h09 BIGINT NOT NULL, h10 BIGINT NOT NULL, h11 BIGINT NOT NULL,
    h12 BIGINT NOT NULL, h13 BIGINT NOT NULL, h14 BIGINT NOT NULL, h15 BIGINT NOT NULL, h16 BIGINT NOT NULL, h17 BIGINT NOT NULL,
    h18 BIGINT NOT NULL, h19 BIGINT NOT NULL, h20 BIGINT NOT NULL, h21 BIGINT NOT NULL, h22 BIGINT NOT NULL, h23 BIGINT NOT NULL,
    PRIMARY KEY (day, branch)
);
CREATE INDEX report_day_by_branch ON report_day (branch, day);

-- How a branch stands, as far as its journal has been read for the figures. Whoever asks of a branch that does not run here reads it here.
CREATE TABLE branch_now (
    branch TEXT COLLATE "C" PRIMARY KEY,
    day TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    -- The last event.
    at_ms BIGINT NOT NULL,
    closed BOOLEAN NOT NULL,
    stopped BOOLEAN NOT NULL,
    waiting BIGINT NOT NULL,
    oldest_ms BIGINT,
    desks BIGINT NOT NULL,
    alerts BIGINT NOT NULL,
    -- The server that wrote the row, by a name that it takes when it starts.
    server TEXT COLLATE "C" NOT NULL
);

-- How many visitors of a branch were content on a day, of how many answers. Bursts are not counted.
CREATE TABLE feedback_day (
    day TEXT COLLATE "C" NOT NULL,
    branch TEXT COLLATE "C" NOT NULL,
    satisfied BIGINT NOT NULL,
    answers BIGINT NOT NULL,
    PRIMARY KEY (day, branch)
);
INSERT INTO feedback_day (day, branch, satisfied, answers)
SELECT day, branch, sum(CASE WHEN satisfaction >= 4 THEN 1 ELSE 0 END), count(*)
FROM feedback WHERE NOT burst GROUP BY day, branch;

-- The journals are read again from their beginning, so that days of before have their row.
DELETE FROM report_journal;
