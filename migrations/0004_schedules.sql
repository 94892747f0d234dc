-- When jobs are due by themselves, and what became of each moment.

CREATE TABLE schedule (
  number       INTEGER PRIMARY KEY AUTOINCREMENT,
  id           TEXT    NOT NULL UNIQUE,
  job_id       TEXT    NOT NULL REFERENCES job (id),
  name         TEXT    NOT NULL,
  spec         TEXT    NOT NULL CHECK (json_valid(spec)),
  enabled      INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  paused_at    INTEGER,
  paused_until INTEGER,
  pause_reason TEXT,
  -- The one moment that is not to run.
  skips        INTEGER,
  -- Every moment up to this one has its slot; set back with the clock.
  settled_to   INTEGER NOT NULL,
  -- Of those up to `settled_to`, where only each so-manieth counts: how many since the last that did.
  passed       INTEGER NOT NULL DEFAULT 0 CHECK (passed >= 0),
  -- The next moment, and when there is something to do for it. Null: nothing by itself.
  next_at      INTEGER,
  wake_at      INTEGER,
  problem      TEXT,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  deleted_at   INTEGER,
  CHECK ((paused_at IS NULL) = (pause_reason IS NULL) AND (paused_until IS NULL OR paused_at IS NOT NULL)),
  CHECK (wake_at IS NULL OR (enabled = 1 AND deleted_at IS NULL))
) STRICT;
CREATE INDEX schedule_by_wake ON schedule (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX schedule_by_settled ON schedule (settled_to) WHERE deleted_at IS NULL;
CREATE INDEX schedule_by_job ON schedule (job_id, number);

-- What became of a due moment; of several in a row of which the same is to be said, once. Written with the run it begins.
CREATE TABLE slot (
  schedule   INTEGER NOT NULL REFERENCES schedule (number),
  due_at     INTEGER NOT NULL,
  last_at    INTEGER NOT NULL,
  -- Null: more than were counted.
  count      INTEGER CHECK (count >= 1),
  outcome    TEXT    NOT NULL CHECK (outcome IN ('ran', 'late', 'skipped', 'missed', 'coalesced')),
  reason     TEXT,
  run        INTEGER,
  settled_at INTEGER NOT NULL,
  PRIMARY KEY (schedule, due_at),
  CHECK (last_at >= due_at AND (run IS NULL OR (last_at = due_at AND count = 1))),
  CHECK (outcome IN ('ran', 'late') OR (run IS NULL AND reason IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX slot_by_due ON slot (due_at);
CREATE INDEX slot_by_settled ON slot (settled_at);
CREATE INDEX slot_amiss ON slot (settled_at, due_at) WHERE outcome <> 'ran';

-- When nothing could be started, and why.
CREATE TABLE absence (
  from_at INTEGER PRIMARY KEY,
  to_at   INTEGER NOT NULL CHECK (to_at >= from_at),
  kind    TEXT    NOT NULL
) STRICT;

ALTER TABLE run ADD COLUMN schedule INTEGER REFERENCES schedule (number);
-- The moment for which it was started, by its schedule.
ALTER TABLE run ADD COLUMN due_at INTEGER;
CREATE INDEX run_by_schedule ON run (schedule, due_at) WHERE schedule IS NOT NULL;
