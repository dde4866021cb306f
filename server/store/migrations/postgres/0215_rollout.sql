-- A change of the set-up that is made to many branches, group after group. Who began it, by number.
CREATE TABLE rollout (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The request that began it.
    request     TEXT COLLATE "C" NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    -- The fields that it sets, and the same in the words of the difference, as JSON.
    steps       TEXT NOT NULL,
    changes     TEXT NOT NULL,
    -- Counts what was done to it.
    version     BIGINT NOT NULL,
    who         TEXT COLLATE "C" NOT NULL,
    at_ms       BIGINT NOT NULL,
    -- When its branches were given back what they had.
    returned_ms BIGINT
);

-- Its groups in their order. A group that has had its turn says when.
CREATE TABLE rollout_group (
    rollout BIGINT NOT NULL,
    place   BIGINT NOT NULL,
    name    TEXT NOT NULL,
    -- The version of the set-up that was saved for it; none where nothing had to be.
    number  BIGINT,
    done_ms BIGINT,
    PRIMARY KEY (rollout, place)
);

-- What it comes to in each branch.
CREATE TABLE rollout_branch (
    rollout BIGINT NOT NULL,
    branch  TEXT COLLATE "C" NOT NULL,
    place   BIGINT NOT NULL,
    -- planned, same, refused, done, returned, kept.
    state   TEXT COLLATE "C" NOT NULL,
    -- Why it is so: what the check says, or the fields that somebody changed since.
    why     TEXT NOT NULL,
    -- The fields as they are before and after, and the same in words, as JSON.
    steps   TEXT NOT NULL,
    changes TEXT NOT NULL,
    PRIMARY KEY (rollout, branch)
);
CREATE INDEX rollout_branch_by_place ON rollout_branch (rollout, place, branch);
CREATE INDEX rollout_branch_by_state ON rollout_branch (rollout, place, state, branch);

-- Why a version was saved, where it was for a rollout: rollout:3.
ALTER TABLE setup_version ADD COLUMN reason TEXT COLLATE "C" NOT NULL DEFAULT '';
