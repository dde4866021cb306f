-- What a CSR notes about a visit for the desks that come after. Words about a person: erased on their day.
CREATE TABLE ticket_note (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    branch   TEXT    NOT NULL,
    day      TEXT    NOT NULL,
    ticket   INTEGER NOT NULL,
    csr      INTEGER NOT NULL,
    note     TEXT    NOT NULL,
    at_ms    INTEGER NOT NULL,
    erase_on TEXT    NOT NULL
);
CREATE INDEX ticket_note_ticket ON ticket_note (branch, day, ticket);
CREATE INDEX ticket_note_erase ON ticket_note (branch, erase_on);
