-- The lessons that people have begun in a practice branch, and how far they are.
CREATE TABLE lesson (
    staff BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    lesson TEXT COLLATE "C" NOT NULL,
    -- The practice branch in which it was begun.
    branch TEXT COLLATE "C" NOT NULL,
    -- How many steps are over.
    steps BIGINT NOT NULL,
    -- How far the branch's journal was read for it.
    day TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    -- When the person turned to it last: the latest is the one that is under way.
    turned_ms BIGINT NOT NULL,
    -- When it was done last.
    done_ms BIGINT,
    PRIMARY KEY (staff, lesson)
);
CREATE INDEX lesson_by_branch ON lesson (branch);

-- Who wants no tour of their screen offered.
CREATE TABLE lesson_declined (
    staff BIGINT NOT NULL PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
    declined_ms BIGINT NOT NULL
);
