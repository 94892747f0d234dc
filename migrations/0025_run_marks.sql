-- When a run was queued again, the last time that it was retried as a whole; its wait counts from there.
ALTER TABLE run ADD COLUMN queued_at INTEGER;
UPDATE run SET queued_at = (SELECT e.at FROM event e WHERE e.run = run.number AND e.type = 'retried' ORDER BY e.seq DESC LIMIT 1)
  WHERE number IN (SELECT run FROM task WHERE attempts > 1);
-- How long after its creation a run was queued again: no run started longer after its creation than this and its wait together.
CREATE INDEX run_requeued ON run (queued_at - created_at) WHERE queued_at IS NOT NULL;

-- A run that never started has no wait. The end of a run does not touch this index.
DROP INDEX run_by_wait;
CREATE INDEX run_by_wait ON run (started_at - coalesce(queued_at, created_at)) WHERE started_at IS NOT NULL;

-- When a person pinned a run, so that no clean-up deletes it.
ALTER TABLE run ADD COLUMN pinned_at INTEGER;
CREATE INDEX run_pinned ON run (number) WHERE pinned_at IS NOT NULL;

-- Which workers executed tasks of a run.
CREATE TABLE worker_run (
  worker TEXT    NOT NULL,
  run    INTEGER NOT NULL REFERENCES run (number),
  PRIMARY KEY (worker, run)
) STRICT, WITHOUT ROWID;
CREATE INDEX worker_run_of_run ON worker_run (run);
INSERT OR IGNORE INTO worker_run (worker, run)
  SELECT s.worker, t.run FROM service_task s JOIN task t ON t.seq = s.task WHERE s.worker IS NOT NULL;
