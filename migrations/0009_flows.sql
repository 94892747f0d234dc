-- Flows: graphs in numbered versions that never change, and runs of them as histories from which everything else follows.

CREATE TABLE flow (
  number      INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT    NOT NULL UNIQUE,
  name        TEXT    NOT NULL COLLATE NOCASE,
  description TEXT    NOT NULL DEFAULT '',
  -- What is being worked on, as it was typed; it may be wrong.
  draft       TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  deleted_at  INTEGER
) STRICT;
CREATE UNIQUE INDEX flow_by_name ON flow (name) WHERE deleted_at IS NULL;

-- Each graph once, under the hash of what it says; inner flows, too.
CREATE TABLE flow_definition (
  hash       TEXT PRIMARY KEY,
  definition TEXT NOT NULL CHECK (json_valid(definition))
) STRICT, WITHOUT ROWID;

CREATE TABLE flow_version (
  flow         INTEGER NOT NULL REFERENCES flow (number),
  version      INTEGER NOT NULL CHECK (version >= 1),
  definition   TEXT    NOT NULL REFERENCES flow_definition (hash),
  -- As it was typed.
  source       TEXT    NOT NULL,
  note         TEXT    NOT NULL DEFAULT '',
  published_at INTEGER NOT NULL,
  PRIMARY KEY (flow, version)
) STRICT;
CREATE INDEX flow_version_by_definition ON flow_version (definition);

-- A run of a flow; the rest of it is its history.
CREATE TABLE flow_run (
  run         INTEGER PRIMARY KEY REFERENCES run (number),
  -- Null: an inner flow, written within another one.
  flow        INTEGER REFERENCES flow (number),
  version     INTEGER,
  definition  TEXT    NOT NULL REFERENCES flow_definition (hash)
) STRICT;
CREATE INDEX flow_run_by_flow ON flow_run (flow, run);
CREATE INDEX flow_run_by_definition ON flow_run (definition);

-- The step of a flow's run that waits for the end of this one.
ALTER TABLE run ADD COLUMN parent INTEGER;
ALTER TABLE run ADD COLUMN parent_step TEXT;
ALTER TABLE run ADD COLUMN is_flow INTEGER NOT NULL DEFAULT 0 CHECK (is_flow IN (0, 1));
CREATE INDEX run_by_parent ON run (parent) WHERE parent IS NOT NULL;

-- The place of an event in the history of a flow's run: from 1, without a gap.
ALTER TABLE event ADD COLUMN n INTEGER;
DROP INDEX event_of_run;
CREATE UNIQUE INDEX event_of_run ON event (run, n) WHERE run IS NOT NULL;

-- What a flow's run waits for: a moment, a signal, somebody's word; and what is to be done about it in a write of its own, due at once.
CREATE TABLE flow_wait (
  run    INTEGER NOT NULL REFERENCES run (number),
  -- Empty: the whole run.
  step   TEXT    NOT NULL,
  kind   TEXT    NOT NULL,
  due_at INTEGER,
  since  INTEGER NOT NULL,
  PRIMARY KEY (run, step, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX flow_wait_due ON flow_wait (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX flow_wait_by_kind ON flow_wait (kind, since);

-- The end of a run that a step waits for is told to that step, whatever ended it.
CREATE TRIGGER run_of_step_ends AFTER UPDATE OF ended_at ON run
WHEN NEW.parent IS NOT NULL AND NEW.ended_at IS NOT NULL AND OLD.ended_at IS NULL
BEGIN
  INSERT OR REPLACE INTO flow_wait (run, step, kind, due_at, since) VALUES (NEW.parent, NEW.parent_step, 'child', 0, NEW.ended_at);
END;

-- What a long history comes to up to an event, so that it need not be read from its beginning.
CREATE TABLE flow_snapshot (
  run   INTEGER PRIMARY KEY REFERENCES run (number),
  n     INTEGER NOT NULL,
  state TEXT    NOT NULL CHECK (json_valid(state))
) STRICT;

-- Programs elsewhere that execute tasks for services they name.
CREATE TABLE worker (
  id       TEXT PRIMARY KEY,
  url      TEXT    NOT NULL,
  services TEXT    NOT NULL CHECK (json_valid(services)),
  type     TEXT    NOT NULL,
  seen_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A task that waits for a service, or that a worker has asked for and holds.
CREATE TABLE service_task (
  task    INTEGER PRIMARY KEY REFERENCES task (seq) ON DELETE CASCADE,
  service TEXT    NOT NULL,
  mode    TEXT    NOT NULL,
  worker  TEXT,
  -- Until when it waits for somebody who offers it.
  until   INTEGER
) STRICT;
CREATE INDEX service_task_waiting ON service_task (service, mode, task) WHERE worker IS NULL;
CREATE INDEX service_task_by_worker ON service_task (worker) WHERE worker IS NOT NULL;
CREATE INDEX service_task_due ON service_task (until) WHERE until IS NOT NULL;

CREATE TRIGGER service_task_ends AFTER UPDATE OF ended_at ON task
WHEN NEW.kind = 'service' AND NEW.ended_at IS NOT NULL
BEGIN
  DELETE FROM service_task WHERE task = NEW.seq;
END;
