-- Moments of a schedule that are run after all, because somebody asked for it.

CREATE TABLE backfill (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT    NOT NULL UNIQUE,
  schedule   INTEGER NOT NULL REFERENCES schedule (number),
  -- What the schedule said when it was asked for: a change of it changes nothing here.
  spec       TEXT    NOT NULL CHECK (json_valid(spec)),
  from_at    INTEGER NOT NULL,
  to_at      INTEGER NOT NULL CHECK (to_at >= from_at),
  -- Also those that have succeeded.
  again      INTEGER NOT NULL CHECK (again IN (0, 1)),
  at_once    INTEGER NOT NULL CHECK (at_once >= 1),
  -- Every moment up to this one is begun, or left out.
  done_to    INTEGER NOT NULL,
  total      INTEGER NOT NULL,
  state      TEXT    NOT NULL CHECK (state IN ('running', 'paused', 'done', 'cancelled')),
  note       TEXT,
  created_at INTEGER NOT NULL,
  ended_at   INTEGER,
  CHECK ((ended_at IS NULL) = (state IN ('running', 'paused')))
) STRICT;
CREATE INDEX backfill_by_schedule ON backfill (schedule, number);
CREATE INDEX backfill_running ON backfill (number) WHERE state = 'running';

ALTER TABLE run ADD COLUMN backfill INTEGER REFERENCES backfill (number);
CREATE INDEX run_of_backfill ON run (backfill, status) WHERE backfill IS NOT NULL;
