-- What the staff wrote about serving somebody: as it is being written, and as it was published, each as JSON. No row names a visitor.
CREATE TABLE article (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    branch     TEXT COLLATE "C" NOT NULL,
    state      TEXT COLLATE "C" NOT NULL,
    draft      TEXT NOT NULL,
    -- Empty where nothing is published.
    shown      TEXT NOT NULL,
    -- Who wrote the words last.
    writer     BIGINT NOT NULL,
    -- A day in the branch; empty where nothing is published.
    review_by  TEXT COLLATE "C" NOT NULL,
    changed_ms BIGINT NOT NULL,
    version    BIGINT NOT NULL
);
CREATE INDEX article_by_branch ON article (branch, id);

CREATE TABLE article_step (
    article    BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    at_ms      BIGINT NOT NULL,
    actor      TEXT COLLATE "C" NOT NULL,
    from_state TEXT COLLATE "C" NOT NULL,
    to_state   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (article, version)
);
