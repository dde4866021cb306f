-- Keys of the bank's programs, as hashes. Who made and who revoked one, by number.
CREATE TABLE system_key (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT    NOT NULL,
    key_hash   TEXT    NOT NULL UNIQUE,
    made_by    INTEGER NOT NULL,
    made_ms    INTEGER NOT NULL,
    used_ms    INTEGER,
    revoked_by INTEGER,
    revoked_ms INTEGER
);
