-- What a CSR notes about a visit for the desks that come after. Words about a person: erased on their day.
CREATE TABLE ticket_note (
    id       BIGINT           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    branch   TEXT COLLATE "C" NOT NULL,
    day      TEXT COLLATE "C" NOT NULL,
    ticket   BIGINT           NOT NULL,
    csr      BIGINT           NOT NULL,
    note     TEXT             NOT NULL,
    at_ms    BIGINT           NOT NULL,
    erase_on TEXT COLLATE "C" NOT NULL
);
CREATE INDEX ticket_note_ticket ON ticket_note (branch, day, ticket);
CREATE INDEX ticket_note_erase ON ticket_note (branch, erase_on);
