-- Reports that are sent by themselves: a row for each recipient, branch and period, which one server claims and sends.
CREATE TABLE report_letter (
    recipient TEXT NOT NULL,
    branch TEXT NOT NULL,
    -- The first day of the period.
    period TEXT NOT NULL,
    -- waiting, sending, sent, dead.
    state TEXT NOT NULL,
    due_ms INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    fault TEXT NOT NULL,
    PRIMARY KEY (recipient, branch, period)
) WITHOUT ROWID;
CREATE INDEX report_letter_by_due ON report_letter (state, due_ms);
CREATE INDEX report_letter_by_branch ON report_letter (branch, changed_ms);
