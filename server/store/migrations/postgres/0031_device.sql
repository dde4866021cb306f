-- The kiosks, displays and tablets that were enrolled. Only a hash of the key in the device's cookie is kept. A number is given
-- out once, because the audit names it.
CREATE TABLE device (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    branch      TEXT   COLLATE "C" NOT NULL,
    role        TEXT   COLLATE "C" NOT NULL CHECK (role IN ('kiosk', 'display', 'tablet')),
    name        TEXT    NOT NULL,
    key_hash    TEXT   COLLATE "C" NOT NULL UNIQUE,
    enrolled_ms BIGINT NOT NULL,
    enrolled_by BIGINT NOT NULL,
    revoked_ms  BIGINT,
    seen_ms     BIGINT NOT NULL,
    address     TEXT    NOT NULL,
    version     TEXT    NOT NULL,
    show_ms     BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX device_by_branch ON device (branch, id);
CREATE INDEX device_by_contact ON device (seen_ms);
CREATE INDEX device_by_revocation ON device (revoked_ms);

-- Devices that ask to be enrolled and show these letters meanwhile.
CREATE TABLE enrolment (
    letters    TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    key_hash   TEXT   COLLATE "C" NOT NULL UNIQUE,
    expires_ms BIGINT NOT NULL,
    address    TEXT    NOT NULL
);
CREATE INDEX enrolment_by_expiry ON enrolment (expires_ms);
