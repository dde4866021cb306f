-- Reports that are sent by themselves: a row for each recipient, branch and period, which one server claims and sends.
CREATE TABLE report_letter (
    recipient TEXT COLLATE "C" NOT NULL,
    branch TEXT COLLATE "C" NOT NULL,
    -- The first day of the period.
    period TEXT COLLATE "C" NOT NULL,
    -- waiting, sending, sent, dead.
    state TEXT COLLATE "C" NOT NULL,
    due_ms BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    changed_ms BIGINT NOT NULL,
    fault TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (recipient, branch, period)
);
CREATE INDEX report_letter_by_due ON report_letter (state, due_ms);
CREATE INDEX report_letter_by_branch ON report_letter (branch, changed_ms);
