-- By whom a provider of sign-on (OpenID Connect) knows a member of staff.
CREATE TABLE staff_identity (
    issuer  TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    staff   BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX staff_identity_by_staff ON staff_identity (staff);
