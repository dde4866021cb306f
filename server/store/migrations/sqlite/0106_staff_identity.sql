-- By whom a provider of sign-on (OpenID Connect) knows a member of staff.
CREATE TABLE staff_identity (
    issuer  TEXT NOT NULL,
    subject TEXT NOT NULL,
    staff   INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    PRIMARY KEY (issuer, subject)
) WITHOUT ROWID;
CREATE INDEX staff_identity_by_staff ON staff_identity (staff);
