-- A test of a flow's draft, or a run within one: it starts no other runs, counts in no statistics, and is deleted after a day.
ALTER TABLE run ADD COLUMN test INTEGER NOT NULL DEFAULT 0 CHECK (test IN (0, 1));
CREATE INDEX run_test ON run (number) WHERE test = 1;
-- The flow whose draft a test uses; "flow" is null then, so that no statistics of the flow have the test.
ALTER TABLE flow_run ADD COLUMN tested INTEGER REFERENCES flow (number);
CREATE INDEX flow_run_tested ON flow_run (tested, run) WHERE tested IS NOT NULL;

-- The output that a node of a draft has in tests, instead of running. It is never published.
CREATE TABLE flow_pin (
  flow      INTEGER NOT NULL REFERENCES flow (number),
  node      TEXT    NOT NULL CHECK (length(node) <= 200),
  -- JSON.
  value     TEXT    NOT NULL CHECK (json_valid(value)),
  -- The run that returned it; null: a person wrote it.
  run       INTEGER,
  pinned_at INTEGER NOT NULL,
  PRIMARY KEY (flow, node)
) STRICT, WITHOUT ROWID;

-- The nodes that were tested since the flow was last published: they are not asked about again.
CREATE TABLE flow_tested (
  flow INTEGER NOT NULL REFERENCES flow (number),
  node TEXT    NOT NULL CHECK (length(node) <= 200),
  PRIMARY KEY (flow, node)
) STRICT, WITHOUT ROWID;

-- Runs of jobs within a test are not counted either.
DROP TRIGGER run_ends;
DROP TRIGGER run_is_revived;
CREATE TRIGGER run_ends AFTER UPDATE OF ended_at ON run
  WHEN new.job_id IS NOT NULL AND new.test = 0 AND new.ended_at IS NOT NULL AND old.ended_at IS NULL
BEGIN
  INSERT INTO job_day (job_id, day, version, succeeded, failed, other, last_run)
  VALUES (new.job_id, date(new.ended_at / 1000, 'unixepoch', 'localtime'), new.job_version, new.status = 'succeeded',
    new.status = 'failed', new.status IN ('skipped', 'cancelled'), new.number)
  ON CONFLICT (job_id, day, version) DO UPDATE SET succeeded = succeeded + excluded.succeeded, failed = failed + excluded.failed,
    other = other + excluded.other, last_run = max(coalesce(last_run, 0), excluded.last_run);
END;

CREATE TRIGGER run_is_revived AFTER UPDATE OF ended_at ON run
  WHEN new.job_id IS NOT NULL AND new.test = 0 AND new.ended_at IS NULL AND old.ended_at IS NOT NULL
BEGIN
  UPDATE job_day SET failed = max(0, failed - (old.status = 'failed')),
    other = max(0, other - (old.status IN ('skipped', 'cancelled')))
  WHERE job_id = new.job_id AND day = date(old.ended_at / 1000, 'unixepoch', 'localtime') AND version = new.job_version;
END;
