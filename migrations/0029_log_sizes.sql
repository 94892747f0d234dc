-- Bytes of the log when its attempt ended: a log that is missing or shorter was changed outside of LocalFlow. Null: not known.
ALTER TABLE attempt_record ADD COLUMN log_bytes INTEGER;
ALTER TABLE task ADD COLUMN log_bytes INTEGER;

DROP VIEW attempt;
CREATE VIEW attempt AS
  SELECT task, number, id, status, reason, error, pid, exit_code, signal, started_at, ended_at, log_path, dropped_bytes,
    left_behind, usage, runner, log_bytes
  FROM attempt_record
  UNION ALL
  -- SQLite looks into both halves by their indexes only where the types of their columns are the same.
  SELECT seq, attempts, last_attempt, status, CAST(NULL AS TEXT), CAST(NULL AS TEXT), pid, exit_code, CAST(NULL AS TEXT),
    CAST(('0x' || substr(last_attempt, 1, 8) || substr(last_attempt, 10, 4)) ->> '$' AS INTEGER), ended_at,
    CAST('logs/' || strftime('%Y/%m/%d', (('0x' || substr(last_attempt, 1, 8) || substr(last_attempt, 10, 4)) ->> '$') / 1000,
      'unixepoch') || '/' || last_attempt || '.log' AS TEXT),
    CAST(0 AS INTEGER), CAST(0 AS INTEGER), usage, runner, log_bytes
  FROM task WHERE last_attempt IS NOT NULL;
