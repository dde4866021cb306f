-- The figures of a branch, written from its journal soon after the commits: a row a visit, a row a quarter hour, and how far the
-- journal has been read. They can be made anew from the journal at any time.
CREATE TABLE report_visit (
    branch TEXT NOT NULL,
    day TEXT NOT NULL,
    ticket INTEGER NOT NULL,
    -- 0 for the first service of the ticket.
    leg INTEGER NOT NULL,
    number TEXT NOT NULL,
    service TEXT NOT NULL,
    desk TEXT,
    channel TEXT NOT NULL,
    priority BOOLEAN NOT NULL,
    booked_ms INTEGER,
    issued_ms INTEGER NOT NULL,
    called_ms INTEGER,
    started_ms INTEGER,
    finished_ms INTEGER,
    outcome TEXT NOT NULL,
    PRIMARY KEY (branch, day, ticket, leg)
) WITHOUT ROWID;
CREATE TABLE report_quarter (
    branch TEXT NOT NULL,
    day TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    arrivals INTEGER NOT NULL,
    served INTEGER NOT NULL,
    no_shows INTEGER NOT NULL,
    cancelled INTEGER NOT NULL,
    day_ended INTEGER NOT NULL,
    under_way INTEGER NOT NULL,
    -- The durations of its visits and desks, as JSON: percentiles cannot be added up from anything less.
    facts TEXT NOT NULL,
    PRIMARY KEY (branch, day, from_ms)
) WITHOUT ROWID;
CREATE TABLE report_journal (
    branch TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    seq INTEGER NOT NULL
) WITHOUT ROWID;
