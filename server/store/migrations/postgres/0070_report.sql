-- The figures of a branch, written from its journal soon after the commits: a row a visit, a row a quarter hour, and how far the
-- journal has been read. They can be made anew from the journal at any time.
CREATE TABLE report_visit (
    branch TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C" NOT NULL,
    ticket BIGINT NOT NULL,
    -- 0 for the first service of the ticket.
    leg BIGINT NOT NULL,
    number TEXT COLLATE "C" NOT NULL,
    service TEXT COLLATE "C" NOT NULL,
    desk TEXT COLLATE "C",
    channel TEXT COLLATE "C" NOT NULL,
    priority BOOLEAN NOT NULL,
    booked_ms BIGINT,
    issued_ms BIGINT NOT NULL,
    called_ms BIGINT,
    started_ms BIGINT,
    finished_ms BIGINT,
    outcome TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (branch, day, ticket, leg)
);
CREATE TABLE report_quarter (
    branch TEXT COLLATE "C" NOT NULL,
    day TEXT COLLATE "C" NOT NULL,
    from_ms BIGINT NOT NULL,
    arrivals BIGINT NOT NULL,
    served BIGINT NOT NULL,
    no_shows BIGINT NOT NULL,
    cancelled BIGINT NOT NULL,
    day_ended BIGINT NOT NULL,
    under_way BIGINT NOT NULL,
    -- The durations of its visits and desks, as JSON: percentiles cannot be added up from anything less.
    facts TEXT NOT NULL,
    PRIMARY KEY (branch, day, from_ms)
);
CREATE TABLE report_journal (
    branch TEXT COLLATE "C" PRIMARY KEY,
    day TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL
);
