-- Visits that were called within the target wait that was in force on their day, and how many were called.
ALTER TABLE report_day ADD COLUMN on_target INTEGER NOT NULL DEFAULT 0;
ALTER TABLE report_day ADD COLUMN called INTEGER NOT NULL DEFAULT 0;

-- The journals are read again from their beginning, so that days of before have these counts.
DELETE FROM report_journal;
