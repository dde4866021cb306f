-- How far each of the last days of a branch's journal has been read for the audit: a day may go on after a later one was begun by a
-- clock that was ahead.
ALTER TABLE audit_journal RENAME TO audit_journal_of_a_branch;

CREATE TABLE audit_journal (
    branch TEXT NOT NULL,
    day    TEXT NOT NULL,
    seq    INTEGER NOT NULL,
    setup  TEXT NOT NULL,
    PRIMARY KEY (branch, day)
) WITHOUT ROWID;

INSERT INTO audit_journal (branch, day, seq, setup) SELECT branch, day, seq, setup FROM audit_journal_of_a_branch;
DROP TABLE audit_journal_of_a_branch;
