-- What a rule found wrong in a branch: a row for each rule and place, which is open or over.
CREATE TABLE trouble (
    branch TEXT COLLATE "C" NOT NULL,
    rule TEXT COLLATE "C" NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    since_ms BIGINT NOT NULL,
    changed_ms BIGINT NOT NULL,
    value BIGINT NOT NULL,
    -- The member of staff who has seen it.
    seen_by BIGINT,
    seen_ms BIGINT,
    PRIMARY KEY (branch, rule, place)
);
CREATE INDEX trouble_by_state ON trouble (state, branch);

-- News of troubles for the bank's programs: each is claimed by one server, tried again with growing pauses, and given up in the end.
CREATE TABLE trouble_news (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    branch TEXT COLLATE "C" NOT NULL,
    rule TEXT COLLATE "C" NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    since_ms BIGINT NOT NULL,
    value BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    recipient TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    due_ms BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    changed_ms BIGINT NOT NULL,
    fault TEXT COLLATE "C" NOT NULL
);
CREATE INDEX trouble_news_by_due ON trouble_news (state, due_ms);
CREATE INDEX trouble_news_by_branch ON trouble_news (branch, changed_ms);
