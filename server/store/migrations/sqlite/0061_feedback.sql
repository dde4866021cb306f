-- What visitors said of their visit. No row names anybody; the words are in feedback_private.
CREATE TABLE feedback (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    branch TEXT NOT NULL,
    day TEXT NOT NULL,
    -- None where it was said at the exit without a ticket.
    ticket         INTEGER,
    source TEXT NOT NULL,
    service TEXT NOT NULL,
    language TEXT NOT NULL,
    -- The Monday of its week.
    week TEXT NOT NULL,
    at_ms          INTEGER NOT NULL,
    satisfaction   INTEGER NOT NULL,
    effort         INTEGER,
    recommendation INTEGER,
    -- Presses in quick succession: kept, and not counted.
    burst          BOOLEAN NOT NULL,
    commented      BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    version        INTEGER NOT NULL
);
CREATE UNIQUE INDEX feedback_of_ticket ON feedback (branch, day, ticket);
CREATE INDEX feedback_by_time ON feedback (branch, at_ms, id);
CREATE INDEX feedback_by_week ON feedback (branch, week, service);

CREATE TABLE feedback_step (
    feedback   INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    at_ms      INTEGER NOT NULL,
    actor TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (feedback, version)
) WITHOUT ROWID;

-- A visitor's words. The job that erases deletes the row on its day.
CREATE TABLE feedback_private (
    feedback INTEGER NOT NULL PRIMARY KEY,
    branch TEXT NOT NULL,
    comment TEXT NOT NULL,
    erase_on TEXT NOT NULL
);
CREATE INDEX feedback_private_by_day ON feedback_private (erase_on, feedback);
CREATE INDEX feedback_private_by_branch ON feedback_private (branch, feedback);
