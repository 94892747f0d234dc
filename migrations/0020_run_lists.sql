-- The runs that a filter names, newest first. Rare values have partial indexes: they cost nothing for the other runs.
CREATE INDEX run_by_trigger ON run (trigger, number);
CREATE INDEX run_by_actor ON run (actor, number);
CREATE INDEX run_by_reason ON run (reason, number) WHERE reason IS NOT NULL;
CREATE INDEX run_by_exit_code ON run (exit_code, number) WHERE exit_code <> 0;
CREATE INDEX run_by_kind ON run (kind, number) WHERE kind <> 'job';
CREATE INDEX run_of_command ON run (number) WHERE job_id IS NULL AND kind = 'job';
CREATE INDEX run_with_error ON run (number) WHERE error IS NOT NULL;
CREATE INDEX run_with_params ON run (number) WHERE params IS NOT NULL;
CREATE INDEX task_of_node ON task (node_key, run) WHERE node_key <> 'main';
CREATE INDEX step_by_name ON step (name, run);
CREATE INDEX task_retried ON task (run) WHERE attempts > 1;

-- The orders that the list of runs can have besides that of their numbers.
CREATE INDEX run_by_duration ON run (ended_at - started_at) WHERE ended_at IS NOT NULL AND started_at IS NOT NULL;
CREATE INDEX run_by_wait ON run (coalesce(started_at, ended_at) - created_at) WHERE coalesce(started_at, ended_at) IS NOT NULL;

-- One action on many runs. Each portion of it and the progress recorded here are one transaction, so that a crash neither skips a
-- run nor acts on one twice.
CREATE TABLE operation (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT    NOT NULL UNIQUE,
  action     TEXT    NOT NULL,
  -- JSON: the filter, or the numbers of the runs, the largest first.
  target     TEXT    NOT NULL CHECK (json_valid(target)),
  -- The action is done on runs below this number only, from the largest number down.
  next       INTEGER NOT NULL,
  -- How many runs matched when it was started; at least so many where `is_part`.
  total      INTEGER NOT NULL,
  is_part    INTEGER NOT NULL CHECK (is_part IN (0, 1)),
  done       INTEGER NOT NULL DEFAULT 0,
  refused    INTEGER NOT NULL DEFAULT 0,
  -- JSON: why runs were refused, how many for each reason, and the first of them.
  reasons    TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(reasons)),
  state      TEXT    NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed')),
  error      TEXT,
  actor      INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at   INTEGER,
  CHECK ((ended_at IS NULL) = (state = 'running') AND (error IS NOT NULL) = (state = 'failed'))
) STRICT;
CREATE INDEX operation_running ON operation (number) WHERE state = 'running';
CREATE INDEX operation_by_end ON operation (ended_at) WHERE ended_at IS NOT NULL;

-- The person who saved a view may share it with all others.
ALTER TABLE saved_view ADD COLUMN shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1));
CREATE INDEX saved_view_shared ON saved_view (list) WHERE shared = 1;
