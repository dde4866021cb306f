-- The phone that is told of an appointment: one at a time, until the day on which it is erased who booked.
CREATE TABLE appointment_phone (
    appointment TEXT NOT NULL PRIMARY KEY,
    branch TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    p256dh TEXT NOT NULL,
    auth TEXT NOT NULL,
    erase_on TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX appointment_phone_by_day ON appointment_phone (branch, erase_on);
