-- What a server keeps for itself and tells nobody: the key by which push services know it.
CREATE TABLE server_secret (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Browsers that asked to be told when a ticket is called: until the day is over, or until they are gone.
CREATE TABLE push_subscription (
    token    TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    p256dh   TEXT NOT NULL,
    auth     TEXT NOT NULL,
    branch   TEXT NOT NULL,
    day      TEXT NOT NULL,
    PRIMARY KEY (token, endpoint)
) WITHOUT ROWID;
CREATE INDEX push_subscription_by_day ON push_subscription (branch, day);
