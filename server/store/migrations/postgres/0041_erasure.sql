-- The last day on which a branch's private data that was due was erased. Whichever server is first on a day does it.
CREATE TABLE erasure (
    branch TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    day    TEXT COLLATE "C" NOT NULL
);
