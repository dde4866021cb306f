-- Phones and browsers of managers that asked to be told of what is wrong in a branch.
CREATE TABLE manager_phone (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    branch TEXT COLLATE "C" NOT NULL,
    staff BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    endpoint TEXT COLLATE "C" NOT NULL,
    p256dh TEXT COLLATE "C" NOT NULL,
    auth TEXT COLLATE "C" NOT NULL,
    -- The language in which it is told.
    language TEXT COLLATE "C" NOT NULL,
    since_ms BIGINT NOT NULL,
    UNIQUE (branch, endpoint)
);
CREATE INDEX manager_phone_by_staff ON manager_phone (staff);

-- The phone that news are for; empty where they are for a program or a mailbox.
ALTER TABLE trouble_news ADD COLUMN phone TEXT COLLATE "C" NOT NULL DEFAULT '';
