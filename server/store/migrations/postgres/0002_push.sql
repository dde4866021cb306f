-- What the servers keep for themselves and tell nobody: the key by which push services know them.
CREATE TABLE server_secret (
    name  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);

-- Browsers that asked to be told when a ticket is called: until the day is over, or until they are gone.
CREATE TABLE push_subscription (
    token    TEXT COLLATE "C" NOT NULL,
    endpoint TEXT COLLATE "C" NOT NULL,
    p256dh   TEXT COLLATE "C" NOT NULL,
    auth     TEXT COLLATE "C" NOT NULL,
    branch   TEXT COLLATE "C" NOT NULL,
    day      TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (token, endpoint)
);
CREATE INDEX push_subscription_by_day ON push_subscription (branch, day);
