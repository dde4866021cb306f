-- Wrong PINs of requests by the place that they came from: a row each, for as long as they count.
CREATE TABLE look_up_try (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    -- An address, a network, an enrolled device, or a member of staff.
    place TEXT NOT NULL,
    at_ms INTEGER NOT NULL
);
CREATE INDEX look_up_try_by_place ON look_up_try (place, at_ms);
CREATE INDEX look_up_try_by_time ON look_up_try (at_ms, place);
