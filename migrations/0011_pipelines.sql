-- Files that runs leave behind, each kept once under the hash of its bytes; and pipelines, whose steps are chained through them.

CREATE TABLE object (
  hash    TEXT    PRIMARY KEY CHECK (length(hash) = 64),
  size    INTEGER NOT NULL CHECK (size >= 0),
  -- The file as it was when all of it was read: one that was changed since has another stamp.
  stamp   TEXT    NOT NULL,
  kept_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a piece of work left in its output folder, all of it together.
CREATE TABLE result (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  -- Of a step of a pipeline: the hash of what was done, and to what. Null: of something else.
  recipe  TEXT,
  -- By whom it was made; the run may be gone by now.
  run     INTEGER NOT NULL,
  task    INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  files   INTEGER NOT NULL DEFAULT 0,
  bytes   INTEGER NOT NULL DEFAULT 0,
  -- 0: it is still being written down.
  whole   INTEGER NOT NULL DEFAULT 1 CHECK (whole IN (0, 1)),
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX result_by_recipe ON result (recipe, number) WHERE recipe IS NOT NULL;
CREATE INDEX result_by_task ON result (task, attempt);
CREATE INDEX result_by_run ON result (run);

CREATE TABLE output (
  result INTEGER NOT NULL REFERENCES result (number),
  name   TEXT    NOT NULL,
  object TEXT    NOT NULL REFERENCES object (hash),
  PRIMARY KEY (result, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX output_by_object ON output (object, result);

CREATE TABLE pipeline (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT    NOT NULL UNIQUE,
  name       TEXT    NOT NULL COLLATE NOCASE,
  -- The manifest as it was typed; it may be wrong.
  source     TEXT    NOT NULL,
  -- The file it is read from whenever it is run; null: it is written here.
  path       TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX pipeline_by_name ON pipeline (name) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX pipeline_by_path ON pipeline (path) WHERE path IS NOT NULL AND deleted_at IS NULL;

-- What runs go by, each text once, whatever becomes of the pipeline.
CREATE TABLE manifest (
  hash   TEXT PRIMARY KEY,
  source TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE pipeline_run (
  run         INTEGER PRIMARY KEY REFERENCES run (number),
  pipeline    INTEGER NOT NULL REFERENCES pipeline (number),
  manifest    TEXT    NOT NULL REFERENCES manifest (hash),
  -- Pieces of work at the same time, at most.
  parallel    INTEGER,
  -- Nothing from before this run is used again.
  forced      INTEGER NOT NULL CHECK (forced IN (0, 1)),
  -- A failure is no reason not to begin the rest.
  keeps_going INTEGER NOT NULL CHECK (keeps_going IN (0, 1)),
  -- Why nothing new begins.
  stopping    TEXT    CHECK (stopping IN ('failed', 'stopped')),
  -- What is wrong with all of it, in words.
  problem     TEXT
) STRICT;
CREATE INDEX pipeline_run_by_pipeline ON pipeline_run (pipeline, run);

-- A step of one run of a pipeline, and how far it is.
CREATE TABLE step (
  run      INTEGER NOT NULL REFERENCES run (number),
  position INTEGER NOT NULL CHECK (position >= 1),
  name     TEXT    NOT NULL,
  -- recorded: it takes what is known and does nothing itself. off: it is left out.
  mode     TEXT    NOT NULL CHECK (mode IN ('run', 'recorded', 'off')),
  parallel INTEGER,
  spec     TEXT    NOT NULL CHECK (json_valid(spec)),
  -- Inputs it has been given, and what became of those that were looked at.
  given    INTEGER NOT NULL DEFAULT 0,
  queued   INTEGER NOT NULL DEFAULT 0,
  running  INTEGER NOT NULL DEFAULT 0,
  done     INTEGER NOT NULL DEFAULT 0,
  reused   INTEGER NOT NULL DEFAULT 0,
  failed   INTEGER NOT NULL DEFAULT 0,
  stopped  INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

-- The ways that files took in a run: all those of a step (file is ''), or those of one name.
CREATE TABLE step_link (
  run        INTEGER NOT NULL REFERENCES run (number),
  upstream   TEXT    NOT NULL,
  downstream TEXT    NOT NULL,
  file       TEXT    NOT NULL,
  PRIMARY KEY (run, downstream, upstream, file)
) STRICT, WITHOUT ROWID;

-- Files a run was given from outside, under its own number and the name they came by.
CREATE TABLE run_input (
  run    INTEGER NOT NULL REFERENCES run (number),
  name   TEXT    NOT NULL,
  object TEXT    NOT NULL REFERENCES object (hash),
  PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_input_by_object ON run_input (object);

-- One step, done to one input.
CREATE TABLE execution (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  run        INTEGER NOT NULL REFERENCES run (number),
  step       INTEGER NOT NULL,
  -- Which of the step it is, from 1.
  nth        INTEGER NOT NULL,
  -- The execution whose file it takes; null: a file of the run, or none.
  source     INTEGER,
  input_name TEXT,
  input      TEXT    REFERENCES object (hash),
  recipe     TEXT    NOT NULL,
  status     TEXT    NOT NULL CHECK (status IN ('queued', 'running', 'done', 'reused', 'failed', 'stopped')),
  task       INTEGER REFERENCES task (seq),
  result     INTEGER REFERENCES result (number),
  error      TEXT,
  UNIQUE (run, step, nth),
  CHECK ((result IS NOT NULL) = (status IN ('done', 'reused')))
) STRICT;
CREATE INDEX execution_by_task ON execution (task) WHERE task IS NOT NULL;
CREATE INDEX execution_by_result ON execution (result) WHERE result IS NOT NULL;
CREATE INDEX execution_by_input ON execution (input) WHERE input IS NOT NULL;
CREATE INDEX execution_open ON execution (recipe) WHERE status IN ('queued', 'running');
CREATE INDEX execution_failed ON execution (run, number) WHERE status = 'failed';

-- Files that a step still has to look at: those of an execution (0: of the run itself) behind a name.
CREATE TABLE feed (
  run    INTEGER NOT NULL REFERENCES run (number),
  step   INTEGER NOT NULL,
  source INTEGER NOT NULL,
  after  TEXT    NOT NULL DEFAULT '',
  PRIMARY KEY (run, step, source)
) STRICT, WITHOUT ROWID;
