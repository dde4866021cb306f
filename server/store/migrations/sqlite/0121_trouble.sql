-- What a rule found wrong in a branch: a row for each rule and place, which is open or over.
CREATE TABLE trouble (
    branch TEXT NOT NULL,
    rule TEXT NOT NULL,
    place TEXT NOT NULL,
    state TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    value INTEGER NOT NULL,
    -- The member of staff who has seen it.
    seen_by INTEGER,
    seen_ms INTEGER,
    PRIMARY KEY (branch, rule, place)
) WITHOUT ROWID;
CREATE INDEX trouble_by_state ON trouble (state, branch);

-- News of troubles for the bank's programs: each is claimed by one server, tried again with growing pauses, and given up in the end.
CREATE TABLE trouble_news (
    id TEXT NOT NULL PRIMARY KEY,
    branch TEXT NOT NULL,
    rule TEXT NOT NULL,
    place TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    value INTEGER NOT NULL,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    state TEXT NOT NULL,
    due_ms INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    fault TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX trouble_news_by_due ON trouble_news (state, due_ms);
CREATE INDEX trouble_news_by_branch ON trouble_news (branch, changed_ms);
