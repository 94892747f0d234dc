-- The run that a run repeats or goes on from; that one may have been deleted since.
CREATE TABLE run_origin (
  run    INTEGER PRIMARY KEY REFERENCES run (number),
  source INTEGER NOT NULL,
  how    TEXT    NOT NULL CHECK (how IN ('rerun', 'retry', 'fork')),
  -- The node that a retry began with.
  node   TEXT,
  -- The event of the source after which it goes on.
  event  INTEGER
) STRICT;
CREATE INDEX run_origin_by_source ON run_origin (source, run);
INSERT INTO run_origin (run, source, how, event)
  SELECT x.run, json_extract(e.data, '$.run'), 'fork', json_extract(e.data, '$.n')
  FROM flow_run x JOIN event e ON e.run = x.run AND e.n = 2 AND e.type = 'forked';

-- What a run waits for is found without reading all that it ever began.
CREATE INDEX run_live_by_parent ON run (parent) WHERE parent IS NOT NULL AND ended_at IS NULL;
CREATE INDEX task_held_of_run ON task (run) WHERE stage = 'held';

-- The newest execution of a step with an equal input is found without walking those of other runs.
CREATE INDEX execution_of_step_by_input ON execution (run, step, input) WHERE input IS NOT NULL;
