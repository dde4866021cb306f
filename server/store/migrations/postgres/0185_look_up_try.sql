-- Wrong PINs of requests by the place that they came from: a row each, for as long as they count.
CREATE TABLE look_up_try (
    id    BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- An address, a network, an enrolled device, or a member of staff.
    place TEXT COLLATE "C" NOT NULL,
    at_ms BIGINT NOT NULL
);
CREATE INDEX look_up_try_by_place ON look_up_try (place, at_ms);
CREATE INDEX look_up_try_by_time ON look_up_try (at_ms, place);
