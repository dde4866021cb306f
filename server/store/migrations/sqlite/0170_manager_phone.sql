-- Phones and browsers of managers that asked to be told of what is wrong in a branch.
CREATE TABLE manager_phone (
    id TEXT NOT NULL PRIMARY KEY,
    branch TEXT NOT NULL,
    staff INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    endpoint TEXT NOT NULL,
    p256dh TEXT NOT NULL,
    auth TEXT NOT NULL,
    -- The language in which it is told.
    language TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    UNIQUE (branch, endpoint)
) WITHOUT ROWID;
CREATE INDEX manager_phone_by_staff ON manager_phone (staff);

-- The phone that news are for; empty where they are for a program or a mailbox.
ALTER TABLE trouble_news ADD COLUMN phone TEXT NOT NULL DEFAULT '';
