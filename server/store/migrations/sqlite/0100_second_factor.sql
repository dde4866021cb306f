-- The second factor of who has one: a secret that an app shares, sealed with a key that no backup has. It counts from the moment
-- at which it was confirmed. A code of a step up to `last_step` is not taken again.
CREATE TABLE second_factor (
    staff        INTEGER NOT NULL PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
    secret       TEXT    NOT NULL,
    begun_ms     INTEGER NOT NULL,
    confirmed_ms INTEGER,
    last_step    INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- Codes that stand in for the app, each once. Only a hash is kept.
CREATE TABLE recovery_code (
    staff     INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    code_hash TEXT    NOT NULL,
    PRIMARY KEY (staff, code_hash)
) WITHOUT ROWID;

-- Sign-ins whose password was right and which wait for the code. Only a hash of the browser's token is kept.
CREATE TABLE half_sign_in (
    token_hash TEXT    NOT NULL PRIMARY KEY,
    staff      INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    expires_ms INTEGER NOT NULL,
    place      TEXT    NOT NULL
) WITHOUT ROWID;
CREATE INDEX half_sign_in_by_staff ON half_sign_in (staff);
CREATE INDEX half_sign_in_by_expiry ON half_sign_in (expires_ms);
