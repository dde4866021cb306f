-- The requests that changed a record, by their keys. Forgotten after some days: nobody sends them again.
CREATE TABLE record_request (
    branch      TEXT    NOT NULL,
    request_key TEXT    NOT NULL,
    wish_hash   TEXT    NOT NULL,
    answer      TEXT    NOT NULL,
    at_ms       INTEGER NOT NULL,
    PRIMARY KEY (branch, request_key)
) WITHOUT ROWID;
CREATE INDEX record_request_at ON record_request (at_ms);
