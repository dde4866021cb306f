-- The second factor of who has one: a secret that an app shares, sealed with a key that no backup has. It counts from the moment
-- at which it was confirmed. A code of a step up to `last_step` is not taken again.
CREATE TABLE second_factor (
    staff        BIGINT NOT NULL PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
    secret       TEXT   COLLATE "C" NOT NULL,
    begun_ms     BIGINT NOT NULL,
    confirmed_ms BIGINT,
    last_step    BIGINT NOT NULL DEFAULT 0
);

-- Codes that stand in for the app, each once. Only a hash is kept.
CREATE TABLE recovery_code (
    staff     BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    code_hash TEXT   COLLATE "C" NOT NULL,
    PRIMARY KEY (staff, code_hash)
);

-- Sign-ins whose password was right and which wait for the code. Only a hash of the browser's token is kept.
CREATE TABLE half_sign_in (
    token_hash TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    staff      BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    expires_ms BIGINT NOT NULL,
    place      TEXT   NOT NULL
);
CREATE INDEX half_sign_in_by_staff ON half_sign_in (staff);
CREATE INDEX half_sign_in_by_expiry ON half_sign_in (expires_ms);
