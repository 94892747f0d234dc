-- Runs that were deleted, in ranges of their numbers: when, and why. Ranges of one reason do not overlap.
CREATE TABLE deleted_run (
  why   TEXT    NOT NULL CHECK (why IN ('person', 'retention', 'test')),
  first INTEGER NOT NULL,
  last  INTEGER NOT NULL CHECK (last >= first),
  at    INTEGER NOT NULL,
  days  INTEGER,
  actor INTEGER NOT NULL,
  PRIMARY KEY (why, first)
) STRICT, WITHOUT ROWID;
CREATE INDEX deleted_run_at ON deleted_run (at);
