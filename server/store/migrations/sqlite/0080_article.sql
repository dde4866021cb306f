-- What the staff wrote about serving somebody: as it is being written, and as it was published, each as JSON. No row names a visitor.
CREATE TABLE article (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    branch     TEXT NOT NULL,
    state      TEXT NOT NULL,
    draft      TEXT NOT NULL,
    -- Empty where nothing is published.
    shown      TEXT NOT NULL,
    -- Who wrote the words last.
    writer     INTEGER NOT NULL,
    -- A day in the branch; empty where nothing is published.
    review_by  TEXT NOT NULL,
    changed_ms INTEGER NOT NULL,
    version    INTEGER NOT NULL
);
CREATE INDEX article_by_branch ON article (branch, id);

CREATE TABLE article_step (
    article    INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    at_ms      INTEGER NOT NULL,
    actor      TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    PRIMARY KEY (article, version)
) WITHOUT ROWID;
