-- The numbers of visitors who are called back, by the token of their link. They go with the ticket's day.
CREATE TABLE call_back (
    token  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    branch TEXT COLLATE "C" NOT NULL,
    day    TEXT COLLATE "C" NOT NULL,
    phone  TEXT NOT NULL
);
CREATE INDEX call_back_by_day ON call_back (branch, day);
CREATE INDEX call_back_by_phone ON call_back (phone);
