-- The figures of quarter hours tell the letters of tickets apart. The journals are read again from their beginning, so that days of before
-- have them.
DELETE FROM report_journal;
