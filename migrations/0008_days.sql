-- How the runs of each job ended on each day, by the calendar of this computer: kept for longer than the runs themselves.

CREATE TABLE job_day (
  job_id    TEXT    NOT NULL,
  day       TEXT    NOT NULL,
  succeeded INTEGER NOT NULL DEFAULT 0,
  failed    INTEGER NOT NULL DEFAULT 0,
  -- Skipped or cancelled.
  other     INTEGER NOT NULL DEFAULT 0,
  -- Moments of its schedules that did not run.
  missed    INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (job_id, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_day_by_day ON job_day (day);

INSERT INTO job_day (job_id, day, succeeded, failed, other)
  SELECT job_id, date(ended_at / 1000, 'unixepoch', 'localtime'), sum(status = 'succeeded'), sum(status = 'failed'),
    sum(status IN ('skipped', 'cancelled'))
  FROM run WHERE job_id IS NOT NULL AND ended_at IS NOT NULL GROUP BY 1, 2;

-- Here and not in the queue, so that no way of ending is forgotten.
CREATE TRIGGER run_ends AFTER UPDATE OF ended_at ON run
  WHEN new.job_id IS NOT NULL AND new.ended_at IS NOT NULL AND old.ended_at IS NULL
BEGIN
  INSERT INTO job_day (job_id, day, succeeded, failed, other)
  VALUES (new.job_id, date(new.ended_at / 1000, 'unixepoch', 'localtime'), new.status = 'succeeded', new.status = 'failed',
    new.status IN ('skipped', 'cancelled'))
  ON CONFLICT (job_id, day) DO UPDATE SET succeeded = succeeded + excluded.succeeded, failed = failed + excluded.failed,
    other = other + excluded.other;
END;

CREATE TRIGGER run_is_revived AFTER UPDATE OF ended_at ON run
  WHEN new.job_id IS NOT NULL AND new.ended_at IS NULL AND old.ended_at IS NOT NULL
BEGIN
  UPDATE job_day SET failed = max(0, failed - (old.status = 'failed')),
    other = max(0, other - (old.status IN ('skipped', 'cancelled')))
  WHERE job_id = new.job_id AND day = date(old.ended_at / 1000, 'unixepoch', 'localtime');
END;
