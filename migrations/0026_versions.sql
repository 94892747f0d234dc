-- What the person who saved a version says about it.
ALTER TABLE job_version ADD COLUMN note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 2000);

-- The outcomes of each day are counted for each version, so that a version knows how many runs it had, and which was the last,
-- however long the history is.
DROP TRIGGER run_ends;
DROP TRIGGER run_is_revived;
CREATE TABLE job_version_day (
  job_id    TEXT    NOT NULL,
  day       TEXT    NOT NULL,
  -- 0: it is not known, or there was none.
  version   INTEGER NOT NULL,
  succeeded INTEGER NOT NULL DEFAULT 0,
  failed    INTEGER NOT NULL DEFAULT 0,
  -- Skipped or cancelled.
  other     INTEGER NOT NULL DEFAULT 0,
  -- Occurrences of its schedules that did not run.
  missed    INTEGER NOT NULL DEFAULT 0,
  -- The number of the newest run that ended on this day.
  last_run  INTEGER,
  PRIMARY KEY (job_id, day, version)
) STRICT, WITHOUT ROWID;
INSERT INTO job_version_day (job_id, day, version, succeeded, failed, other, last_run)
  SELECT job_id, date(ended_at / 1000, 'unixepoch', 'localtime'), job_version, sum(status = 'succeeded'), sum(status = 'failed'),
    sum(status IN ('skipped', 'cancelled')), max(number)
  FROM run WHERE job_id IS NOT NULL AND ended_at IS NOT NULL GROUP BY 1, 2, 3;
-- Of runs that are gone, only the day is known.
INSERT INTO job_version_day (job_id, day, version, succeeded, failed, other, missed)
  SELECT * FROM (
    SELECT d.job_id, d.day, 0, max(0, d.succeeded - coalesce(sum(v.succeeded), 0)) AS succeeded,
      max(0, d.failed - coalesce(sum(v.failed), 0)) AS failed, max(0, d.other - coalesce(sum(v.other), 0)) AS other, d.missed
    FROM job_day d LEFT JOIN job_version_day v ON v.job_id = d.job_id AND v.day = d.day GROUP BY d.job_id, d.day
  ) WHERE succeeded + failed + other + missed > 0;
DROP TABLE job_day;
ALTER TABLE job_version_day RENAME TO job_day;
CREATE INDEX job_day_by_day ON job_day (day);

CREATE TRIGGER run_ends AFTER UPDATE OF ended_at ON run
  WHEN new.job_id IS NOT NULL AND new.ended_at IS NOT NULL AND old.ended_at IS NULL
BEGIN
  INSERT INTO job_day (job_id, day, version, succeeded, failed, other, last_run)
  VALUES (new.job_id, date(new.ended_at / 1000, 'unixepoch', 'localtime'), new.job_version, new.status = 'succeeded',
    new.status = 'failed', new.status IN ('skipped', 'cancelled'), new.number)
  ON CONFLICT (job_id, day, version) DO UPDATE SET succeeded = succeeded + excluded.succeeded, failed = failed + excluded.failed,
    other = other + excluded.other, last_run = max(coalesce(last_run, 0), excluded.last_run);
END;

CREATE TRIGGER run_is_revived AFTER UPDATE OF ended_at ON run
  WHEN new.job_id IS NOT NULL AND new.ended_at IS NULL AND old.ended_at IS NOT NULL
BEGIN
  UPDATE job_day SET failed = max(0, failed - (old.status = 'failed')),
    other = max(0, other - (old.status IN ('skipped', 'cancelled')))
  WHERE job_id = new.job_id AND day = date(old.ended_at / 1000, 'unixepoch', 'localtime') AND version = new.job_version;
END;

-- What happened to a definition, newest first: rare rows among the events of runs.
CREATE INDEX event_of_definition ON event (id, seq) WHERE noun IN ('job', 'flow', 'pipeline');
CREATE INDEX alert_of_subject ON alert (subject_kind, subject, number);
