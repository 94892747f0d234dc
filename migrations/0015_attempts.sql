-- The newest attempt of a task is in the task's own row for as long as that row can say all of it: while the attempt runs, and after
-- a success without anything unusual. `attempt_record` has the others: those that failed or were stopped, and those that another
-- attempt followed. Reads go through the view `attempt`, which has both.
ALTER TABLE attempt RENAME TO attempt_record;

ALTER TABLE task ADD COLUMN last_attempt TEXT
  CHECK (last_attempt IS NULL OR (status = 'running' AND token = last_attempt) OR status = 'succeeded');
ALTER TABLE task ADD COLUMN runner INTEGER CHECK ((runner IS NULL) = (last_attempt IS NULL));
ALTER TABLE task ADD COLUMN pid INTEGER;
ALTER TABLE task ADD COLUMN exit_code INTEGER;
ALTER TABLE task ADD COLUMN usage TEXT CHECK (json_valid(usage));

-- The first attempt of a job's run leaves no event of its own: the run says when it started, and after which event.
ALTER TABLE run ADD COLUMN started_after INTEGER;

-- The id of an attempt is a UUID of version 7: its first 48 bits say when the attempt started, and so where its log is.
CREATE VIEW attempt AS
  SELECT task, number, id, status, reason, error, pid, exit_code, signal, started_at, ended_at, log_path, dropped_bytes,
    left_behind, usage, runner
  FROM attempt_record
  UNION ALL
  -- SQLite looks into both halves by their indexes only where the types of their columns are the same.
  SELECT seq, attempts, last_attempt, status, CAST(NULL AS TEXT), CAST(NULL AS TEXT), pid, exit_code, CAST(NULL AS TEXT),
    CAST(('0x' || substr(last_attempt, 1, 8) || substr(last_attempt, 10, 4)) ->> '$' AS INTEGER), ended_at,
    CAST('logs/' || strftime('%Y/%m/%d', (('0x' || substr(last_attempt, 1, 8) || substr(last_attempt, 10, 4)) ->> '$') / 1000,
      'unixepoch') || '/' || last_attempt || '.log' AS TEXT),
    CAST(0 AS INTEGER), CAST(0 AS INTEGER), usage, runner
  FROM task WHERE last_attempt IS NOT NULL;
