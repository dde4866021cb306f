-- Interest in products. No row names the client; name and contact are in interest_private.
CREATE TABLE interest (
    id        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    branch    TEXT COLLATE "C" NOT NULL,
    -- The client's own link, by which it is withdrawn.
    token     TEXT COLLATE "C" NOT NULL UNIQUE,
    product   TEXT COLLATE "C" NOT NULL,
    -- The day of the visit, and its ticket where there was one.
    day       TEXT COLLATE "C" NOT NULL,
    ticket    BIGINT,
    label     TEXT COLLATE "C" NOT NULL,
    language  TEXT COLLATE "C" NOT NULL,
    -- A hash of the words of the consent, as they stood on the screen.
    wording   TEXT COLLATE "C" NOT NULL,
    state     TEXT COLLATE "C" NOT NULL,
    owner     BIGINT NOT NULL,
    given_ms  BIGINT NOT NULL,
    erase_on  TEXT COLLATE "C" NOT NULL,
    version   BIGINT NOT NULL
);
CREATE INDEX interest_by_end ON interest (erase_on, id);

CREATE TABLE interest_step (
    interest   BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    at_ms      BIGINT NOT NULL,
    actor      TEXT COLLATE "C" NOT NULL,
    from_state TEXT COLLATE "C" NOT NULL,
    to_state   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (interest, version)
);

CREATE TABLE interest_private (
    interest BIGINT NOT NULL PRIMARY KEY,
    branch   TEXT COLLATE "C" NOT NULL,
    name     TEXT NOT NULL,
    email    TEXT NOT NULL,
    phone    TEXT NOT NULL,
    -- By what one person's rows are found: the address, or else the telephone.
    contact  TEXT COLLATE "C" NOT NULL,
    erase_on TEXT COLLATE "C" NOT NULL
);
CREATE INDEX interest_private_by_day ON interest_private (erase_on, interest);
CREATE INDEX interest_private_by_contact ON interest_private (contact);
