-- A change of the set-up that is made to many branches, group after group. Who began it, by number.
CREATE TABLE rollout (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The request that began it.
    request     TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    -- The fields that it sets, and the same in the words of the difference, as JSON.
    steps       TEXT NOT NULL,
    changes     TEXT NOT NULL,
    -- Counts what was done to it.
    version     INTEGER NOT NULL,
    who         TEXT NOT NULL,
    at_ms       INTEGER NOT NULL,
    -- When its branches were given back what they had.
    returned_ms INTEGER
);

-- Its groups in their order. A group that has had its turn says when.
CREATE TABLE rollout_group (
    rollout INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    name    TEXT NOT NULL,
    -- The version of the set-up that was saved for it; none where nothing had to be.
    number  INTEGER,
    done_ms INTEGER,
    PRIMARY KEY (rollout, place)
) WITHOUT ROWID;

-- What it comes to in each branch.
CREATE TABLE rollout_branch (
    rollout INTEGER NOT NULL,
    branch  TEXT NOT NULL,
    place   INTEGER NOT NULL,
    -- planned, same, refused, done, returned, kept.
    state   TEXT NOT NULL,
    -- Why it is so: what the check says, or the fields that somebody changed since.
    why     TEXT NOT NULL,
    -- The fields as they are before and after, and the same in words, as JSON.
    steps   TEXT NOT NULL,
    changes TEXT NOT NULL,
    PRIMARY KEY (rollout, branch)
) WITHOUT ROWID;
CREATE INDEX rollout_branch_by_place ON rollout_branch (rollout, place, branch);
CREATE INDEX rollout_branch_by_state ON rollout_branch (rollout, place, state, branch);

-- Why a version was saved, where it was for a rollout: rollout:3.
ALTER TABLE setup_version ADD COLUMN reason TEXT NOT NULL DEFAULT '';
