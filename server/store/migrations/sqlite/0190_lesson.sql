-- The lessons that people have begun in a practice branch, and how far they are.
CREATE TABLE lesson (
    staff INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    lesson TEXT NOT NULL,
    -- The practice branch in which it was begun.
    branch TEXT NOT NULL,
    -- How many steps are over.
    steps INTEGER NOT NULL,
    -- How far the branch's journal was read for it.
    day TEXT NOT NULL,
    seq INTEGER NOT NULL,
    -- When the person turned to it last: the latest is the one that is under way.
    turned_ms INTEGER NOT NULL,
    -- When it was done last.
    done_ms INTEGER,
    PRIMARY KEY (staff, lesson)
) WITHOUT ROWID;
CREATE INDEX lesson_by_branch ON lesson (branch);

-- Who wants no tour of their screen offered.
CREATE TABLE lesson_declined (
    staff INTEGER NOT NULL PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
    declined_ms INTEGER NOT NULL
) WITHOUT ROWID;
