-- Contact data that were checked, and changes that are handed over. No row names the client; the addresses are in
-- contact_check_private, which what was only checked has none of.
CREATE TABLE contact_check (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    branch        TEXT COLLATE "C" NOT NULL,
    -- The day of the visit, and its ticket where there was one.
    day           TEXT COLLATE "C" NOT NULL,
    ticket        BIGINT,
    label         TEXT COLLATE "C" NOT NULL,
    language      TEXT COLLATE "C" NOT NULL,
    -- A hash of the words of the consent; empty where nothing changed.
    wording       TEXT COLLATE "C" NOT NULL,
    state         TEXT COLLATE "C" NOT NULL,
    owner         BIGINT NOT NULL,
    at_ms         BIGINT NOT NULL,
    code_until_ms BIGINT NOT NULL,
    wrong         BIGINT NOT NULL,
    -- The day on which the addresses are erased; empty where there are none.
    erase_on      TEXT COLLATE "C" NOT NULL,
    version       BIGINT NOT NULL
);
CREATE INDEX contact_check_by_end ON contact_check (state, erase_on, id);

CREATE TABLE contact_check_step (
    contact_check BIGINT NOT NULL,
    version       BIGINT NOT NULL,
    at_ms         BIGINT NOT NULL,
    actor         TEXT COLLATE "C" NOT NULL,
    from_state    TEXT COLLATE "C" NOT NULL,
    to_state      TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (contact_check, version)
);

CREATE TABLE contact_check_private (
    contact_check BIGINT NOT NULL PRIMARY KEY,
    branch        TEXT COLLATE "C" NOT NULL,
    client        TEXT NOT NULL,
    before        TEXT COLLATE "C" NOT NULL,
    after         TEXT COLLATE "C" NOT NULL,
    code          TEXT COLLATE "C" NOT NULL,
    erase_on      TEXT COLLATE "C" NOT NULL
);
CREATE INDEX contact_check_private_by_day ON contact_check_private (erase_on, contact_check);
CREATE INDEX contact_check_private_by_before ON contact_check_private (before);
CREATE INDEX contact_check_private_by_after ON contact_check_private (after);
