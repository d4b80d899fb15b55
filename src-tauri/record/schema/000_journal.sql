-- The journal. An act is one row of entry and one row of change for every row that it altered; both are insert-only.
-- The hash of an entry covers the entry before it, itself, and the digests of its changes, so that an image can be
-- erased later (salt and images dropped, digest kept) and the chain still holds.

CREATE TABLE entry(
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,                           -- conference time, ms since 1970 UTC
  actor TEXT NOT NULL,                           -- JSON: role, station, name
  idem TEXT,
  act TEXT NOT NULL,
  heard INTEGER NOT NULL CHECK (heard IN (0, 1)),-- conference has heard it: corrected, never undone
  undoes INTEGER REFERENCES entry(seq),
  args TEXT,                                     -- JSON; args, words and reason have one salted digest of their own
  words TEXT,
  reason TEXT,                                   -- why the chair allowed what was refused
  salt BLOB,                                     -- NULL once erased
  digest BLOB,                                   -- kept only once erased
  hash BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX entry_idem ON entry(idem) WHERE idem IS NOT NULL;
CREATE INDEX entry_undoes ON entry(undoes) WHERE undoes IS NOT NULL;

CREATE TABLE change(
  id INTEGER PRIMARY KEY,                        -- seq << 20 + n: an entry's changes are a range, without an index
  tbl TEXT NOT NULL,
  pk INTEGER NOT NULL,
  before TEXT,                                   -- the row as JSON; NULL: there was none
  after TEXT,
  salt BLOB,
  digest BLOB
) STRICT;

-- The structure of the tables, which the hash of every entry from from_seq on covers.
CREATE TABLE shape(
  version INTEGER PRIMARY KEY,
  hash BLOB NOT NULL,
  from_seq INTEGER NOT NULL
) STRICT;
