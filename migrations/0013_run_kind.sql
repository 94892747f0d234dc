-- The newest run of each maintenance task; without an end, the task is running, or was cut off.
CREATE TABLE maintenance (
  task       TEXT    PRIMARY KEY,
  started_at INTEGER NOT NULL,
  ended_at   INTEGER,
  -- What the task did, in words.
  result     TEXT,
  error      TEXT,
  CHECK ((ended_at IS NULL) = (result IS NULL AND error IS NULL)),
  CHECK (result IS NULL OR error IS NULL)
) STRICT, WITHOUT ROWID;

-- The kind of a run says which part of LocalFlow decides how the run goes on.
ALTER TABLE run ADD COLUMN kind TEXT NOT NULL DEFAULT 'job' CHECK (kind IN ('job', 'flow', 'pipeline'));
UPDATE run SET kind = 'flow' WHERE number IN (SELECT run FROM flow_run);
UPDATE run SET kind = 'pipeline' WHERE number IN (SELECT run FROM pipeline_run);
ALTER TABLE run DROP COLUMN is_flow;

-- A job whose body is a flow is a job until its first task has succeeded: from then on its run goes on as the flow says.
CREATE TRIGGER run_kind_stays BEFORE UPDATE OF kind ON run
WHEN NEW.kind <> OLD.kind AND NOT (OLD.kind = 'job' AND NEW.kind = 'flow' AND OLD.status = 'running')
BEGIN
  SELECT RAISE(ABORT, 'a run does not change its kind, except a running job that becomes a flow');
END;

-- "Kind" is the run's; a task has a type, as in the API.
ALTER TABLE task RENAME COLUMN kind TO type;

-- Runs of pipelines have waits, too.
DROP TRIGGER run_of_step_ends;
ALTER TABLE flow_wait RENAME TO run_wait;
DROP INDEX flow_wait_due;
DROP INDEX flow_wait_by_kind;
CREATE INDEX run_wait_due ON run_wait (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX run_wait_by_kind ON run_wait (kind, since);
CREATE TRIGGER run_of_step_ends AFTER UPDATE OF ended_at ON run
WHEN NEW.parent IS NOT NULL AND NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL
BEGIN
  INSERT OR REPLACE INTO run_wait (run, step, kind, due_at, since) VALUES (NEW.parent, NEW.parent_step, 'child', 0, NEW.ended_at);
END;

-- A task has its own spec or that of its job's version. Tasks of pipelines had that of their step.
UPDATE task SET spec = (SELECT s.spec FROM step s WHERE s.run = task.run AND s.position = CAST(task.node_key AS INTEGER))
WHERE spec IS NULL AND run IN (SELECT run FROM pipeline_run);

-- Who did it: each actor once, under the name it had, and its number wherever something was done. What earlier releases recorded
-- counts as done by the person at the computer.
CREATE TABLE actor (
  number INTEGER PRIMARY KEY,
  actor  TEXT    NOT NULL UNIQUE CHECK (json_valid(actor))
) STRICT;
INSERT INTO actor (number, actor) VALUES
  (1, '{"kind":"local","name":"you"}'),
  (2, '{"kind":"system","name":"LocalFlow"}'),
  (3, '{"kind":"token","name":"API token"}');

ALTER TABLE run ADD COLUMN actor INTEGER NOT NULL DEFAULT 1;
ALTER TABLE event ADD COLUMN actor INTEGER NOT NULL DEFAULT 1;
ALTER TABLE job_version ADD COLUMN actor INTEGER NOT NULL DEFAULT 1;
ALTER TABLE flow_version ADD COLUMN actor INTEGER NOT NULL DEFAULT 1;
ALTER TABLE backfill ADD COLUMN actor INTEGER NOT NULL DEFAULT 1;
-- Who changed it last, and so who paused it.
ALTER TABLE queue ADD COLUMN actor INTEGER NOT NULL DEFAULT 1;
-- Who paused it; of no meaning while it is not paused.
ALTER TABLE schedule ADD COLUMN paused_by INTEGER NOT NULL DEFAULT 1;
