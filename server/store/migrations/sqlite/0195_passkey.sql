-- The passkeys of the staff: what is kept of each is public, the secret never leaves its device. It holds at the address (`rp_id`)
-- at which it was made.
CREATE TABLE passkey (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    staff      INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    rp_id      TEXT    NOT NULL,
    -- By what the browser names it.
    handle     TEXT    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    credential TEXT    NOT NULL,
    -- How often it has signed, as far as its device counts.
    counter    INTEGER NOT NULL,
    added_ms   INTEGER NOT NULL,
    used_ms    INTEGER
);
CREATE INDEX passkey_by_staff ON passkey (staff);

-- What a browser was asked to sign, by a hash of the token of its session or of its sign-in that waits. Each is taken once.
CREATE TABLE passkey_challenge (
    token_hash TEXT    NOT NULL PRIMARY KEY,
    staff      INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    rp_id      TEXT    NOT NULL,
    asked      TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    expires_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX passkey_challenge_by_staff ON passkey_challenge (staff);
CREATE INDEX passkey_challenge_by_expiry ON passkey_challenge (expires_ms);
