-- Each channel has a sender of its own, which looks for what is due on it.
CREATE INDEX message_by_channel ON message (state, channel, due_ms);
DROP INDEX message_by_due;
