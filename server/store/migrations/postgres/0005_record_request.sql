-- The requests that changed a record, by their keys. Forgotten after some days: nobody sends them again.
CREATE TABLE record_request (
    branch      TEXT COLLATE "C" NOT NULL,
    request_key TEXT COLLATE "C" NOT NULL,
    wish_hash   TEXT COLLATE "C" NOT NULL,
    answer      TEXT             NOT NULL,
    at_ms       BIGINT           NOT NULL,
    PRIMARY KEY (branch, request_key)
);
CREATE INDEX record_request_at ON record_request (at_ms);
