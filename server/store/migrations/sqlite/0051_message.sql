-- Messages that are to be sent: each once. A worker claims one by changing its state.
CREATE TABLE message (
    record     TEXT NOT NULL,
    version    INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    channel    TEXT NOT NULL,
    branch     TEXT NOT NULL,
    due_ms     INTEGER NOT NULL,
    last_ms    INTEGER NOT NULL,
    state      TEXT NOT NULL,
    tries      INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    PRIMARY KEY (record, version, kind, channel)
) WITHOUT ROWID;
CREATE INDEX message_by_due ON message (state, due_ms);
