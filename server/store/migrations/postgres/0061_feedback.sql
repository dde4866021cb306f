-- What visitors said of their visit. No row names anybody; the words are in feedback_private.
CREATE TABLE feedback (
    id             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    branch         TEXT COLLATE "C" NOT NULL,
    day            TEXT COLLATE "C" NOT NULL,
    -- None where it was said at the exit without a ticket.
    ticket         BIGINT,
    source         TEXT COLLATE "C" NOT NULL,
    service        TEXT COLLATE "C" NOT NULL,
    language       TEXT COLLATE "C" NOT NULL,
    -- The Monday of its week.
    week           TEXT COLLATE "C" NOT NULL,
    at_ms          BIGINT NOT NULL,
    satisfaction   BIGINT NOT NULL,
    effort         BIGINT,
    recommendation BIGINT,
    -- Presses in quick succession: kept, and not counted.
    burst          BOOLEAN NOT NULL,
    commented      BOOLEAN NOT NULL,
    state          TEXT COLLATE "C" NOT NULL,
    version        BIGINT NOT NULL
);
CREATE UNIQUE INDEX feedback_of_ticket ON feedback (branch, day, ticket);
CREATE INDEX feedback_by_time ON feedback (branch, at_ms, id);
CREATE INDEX feedback_by_week ON feedback (branch, week, service);

CREATE TABLE feedback_step (
    feedback   BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    at_ms      BIGINT NOT NULL,
    actor      TEXT COLLATE "C" NOT NULL,
    from_state TEXT COLLATE "C" NOT NULL,
    to_state   TEXT COLLATE "C" NOT NULL,
    reason     TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (feedback, version)
);

-- A visitor's words. The job that erases deletes the row on its day.
CREATE TABLE feedback_private (
    feedback BIGINT NOT NULL PRIMARY KEY,
    branch   TEXT COLLATE "C" NOT NULL,
    comment TEXT NOT NULL,
    erase_on TEXT COLLATE "C" NOT NULL
);
CREATE INDEX feedback_private_by_day ON feedback_private (erase_on, feedback);
CREATE INDEX feedback_private_by_branch ON feedback_private (branch, feedback);
