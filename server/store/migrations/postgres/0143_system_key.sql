-- Keys of the bank's programs, as hashes. Who made and who revoked one, by number.
CREATE TABLE system_key (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       TEXT NOT NULL,
    key_hash   TEXT COLLATE "C" NOT NULL UNIQUE,
    made_by    BIGINT NOT NULL,
    made_ms    BIGINT NOT NULL,
    used_ms    BIGINT,
    revoked_by BIGINT,
    revoked_ms BIGINT
);
