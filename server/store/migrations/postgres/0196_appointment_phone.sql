-- The phone that is told of an appointment: one at a time, until the day on which it is erased who booked.
CREATE TABLE appointment_phone (
    appointment TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    branch TEXT COLLATE "C" NOT NULL,
    endpoint TEXT COLLATE "C" NOT NULL,
    p256dh TEXT COLLATE "C" NOT NULL,
    auth TEXT COLLATE "C" NOT NULL,
    erase_on TEXT COLLATE "C" NOT NULL
);
CREATE INDEX appointment_phone_by_day ON appointment_phone (branch, erase_on);
