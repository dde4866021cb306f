-- Messages that are to be sent: each once. A worker claims one by changing its state.
CREATE TABLE message (
    record     TEXT COLLATE "C" NOT NULL,
    version    BIGINT NOT NULL,
    kind       TEXT COLLATE "C" NOT NULL,
    channel    TEXT COLLATE "C" NOT NULL,
    branch     TEXT COLLATE "C" NOT NULL,
    due_ms     BIGINT NOT NULL,
    last_ms    BIGINT NOT NULL,
    state      TEXT COLLATE "C" NOT NULL,
    tries      BIGINT NOT NULL,
    changed_ms BIGINT NOT NULL,
    PRIMARY KEY (record, version, kind, channel)
);
CREATE INDEX message_by_due ON message (state, due_ms);
