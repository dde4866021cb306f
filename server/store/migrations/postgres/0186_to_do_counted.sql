-- The list's counts are read from the indexes alone: by kind, and of one person.
DROP INDEX to_do_by_kind;
CREATE INDEX to_do_by_kind ON to_do (branch, kind, due, record, shown_from);
DROP INDEX to_do_by_person;
CREATE INDEX to_do_by_person ON to_do (branch, assigned, due, kind, record, shown_from);
