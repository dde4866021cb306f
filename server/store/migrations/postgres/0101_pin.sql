-- A short number by which a person signs in on an enrolled tablet of their branch: its hash, sealed with a key that no backup has,
-- because a short number is soon found from its hash.
CREATE TABLE staff_pin (
    staff  BIGINT NOT NULL PRIMARY KEY REFERENCES staff (id) ON DELETE CASCADE,
    sealed TEXT   COLLATE "C" NOT NULL
);
