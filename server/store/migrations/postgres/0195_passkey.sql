-- The passkeys of the staff: what is kept of each is public, the secret never leaves its device. It holds at the address (`rp_id`)
-- at which it was made.
CREATE TABLE passkey (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    staff      BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    rp_id      TEXT   COLLATE "C" NOT NULL,
    -- By what the browser names it.
    handle     TEXT   COLLATE "C" NOT NULL UNIQUE,
    name       TEXT   NOT NULL,
    credential TEXT   COLLATE "C" NOT NULL,
    -- How often it has signed, as far as its device counts.
    counter    BIGINT NOT NULL,
    added_ms   BIGINT NOT NULL,
    used_ms    BIGINT
);
CREATE INDEX passkey_by_staff ON passkey (staff);

-- What a browser was asked to sign, by a hash of the token of its session or of its sign-in that waits. Each is taken once.
CREATE TABLE passkey_challenge (
    token_hash TEXT   COLLATE "C" NOT NULL PRIMARY KEY,
    staff      BIGINT NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    rp_id      TEXT   COLLATE "C" NOT NULL,
    asked      TEXT   COLLATE "C" NOT NULL,
    state      TEXT   COLLATE "C" NOT NULL,
    expires_ms BIGINT NOT NULL
);
CREATE INDEX passkey_challenge_by_staff ON passkey_challenge (staff);
CREATE INDEX passkey_challenge_by_expiry ON passkey_challenge (expires_ms);
