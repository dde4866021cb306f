-- An interest that the client sends from the branch's pages belongs to nobody yet.
ALTER TABLE interest ALTER COLUMN owner DROP NOT NULL;
