-- Jobs, runs and the work they become.
-- Times are milliseconds UTC. CHECKs refuse every half-made state: a row is wholly queued, wholly running or wholly ended.

CREATE TABLE job (
  id         TEXT    PRIMARY KEY,
  name       TEXT    NOT NULL COLLATE NOCASE,
  enabled    INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  version    INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  FOREIGN KEY (id, version) REFERENCES job_version (job_id, version) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX job_by_name ON job (name) WHERE deleted_at IS NULL;

-- What a job ran at each of its versions; never changed once written.
CREATE TABLE job_version (
  job_id     TEXT    NOT NULL REFERENCES job (id),
  version    INTEGER NOT NULL,
  kind       TEXT    NOT NULL CHECK (kind IN ('script', 'command')),
  preview    TEXT    NOT NULL,
  spec       TEXT    NOT NULL CHECK (json_valid(spec)),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (job_id, version)
) STRICT;

CREATE TABLE run (
  number      INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT    NOT NULL UNIQUE,
  job_id      TEXT,
  job_version INTEGER,
  title       TEXT    NOT NULL,
  trigger     TEXT    NOT NULL CHECK (trigger IN ('hand', 'cli', 'api')),
  status      TEXT    NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'skipped')),
  reason      TEXT,
  error       TEXT,
  exit_code   INTEGER,
  signal      TEXT,
  created_at  INTEGER NOT NULL,
  started_at  INTEGER,
  ended_at    INTEGER,
  FOREIGN KEY (job_id, job_version) REFERENCES job_version (job_id, version),
  CHECK ((job_id IS NULL) = (job_version IS NULL)),
  CHECK (CASE status
    WHEN 'queued'    THEN started_at IS NULL AND ended_at IS NULL AND reason IS NULL
    WHEN 'running'   THEN started_at IS NOT NULL AND ended_at IS NULL AND reason IS NULL
    WHEN 'succeeded' THEN started_at IS NOT NULL AND ended_at IS NOT NULL AND reason IS NULL
    WHEN 'failed'    THEN started_at IS NOT NULL AND ended_at IS NOT NULL AND reason IS NOT NULL
    WHEN 'cancelled' THEN ended_at IS NOT NULL AND reason IS NOT NULL
    WHEN 'skipped'   THEN started_at IS NULL AND ended_at IS NOT NULL AND reason IS NOT NULL
  END)
) STRICT;
CREATE INDEX run_by_job ON run (job_id, number);
CREATE INDEX run_by_status ON run (status, number);
CREATE INDEX run_by_end ON run (ended_at) WHERE ended_at IS NOT NULL;

-- One unit of the durable queue. Only the holder of the current token may move a running task.
CREATE TABLE task (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT    NOT NULL UNIQUE,
  run_id      TEXT    NOT NULL REFERENCES run (id),
  node_key    TEXT    NOT NULL,
  -- What to do, for a task that belongs to no job; else it is the run's job version.
  spec        TEXT    CHECK (json_valid(spec)),
  status      TEXT    NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'skipped')),
  reason      TEXT,
  token       TEXT,
  -- Somebody asked for it to be stopped: kept, so that the wish outlives a crash.
  stop_asked  INTEGER,
  attempts    INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  created_at  INTEGER NOT NULL,
  ended_at    INTEGER,
  CHECK (CASE status
    WHEN 'queued'  THEN token IS NULL AND stop_asked IS NULL AND ended_at IS NULL AND reason IS NULL
    WHEN 'running' THEN token IS NOT NULL AND ended_at IS NULL AND reason IS NULL AND attempts > 0
    ELSE token IS NULL AND ended_at IS NOT NULL AND (reason IS NULL) = (status = 'succeeded')
  END),
  UNIQUE (run_id, node_key)
) STRICT;
CREATE INDEX task_waiting ON task (seq) WHERE status = 'queued';
CREATE INDEX task_running ON task (seq) WHERE status = 'running';

-- One try of a task. Its id is the task's token while it runs.
CREATE TABLE attempt (
  id            TEXT    PRIMARY KEY,
  task_id       TEXT    NOT NULL REFERENCES task (id),
  number        INTEGER NOT NULL CHECK (number >= 1),
  status        TEXT    NOT NULL CHECK (status IN ('running', 'succeeded', 'failed', 'cancelled')),
  reason        TEXT,
  error         TEXT,
  pid           INTEGER,
  exit_code     INTEGER,
  signal        TEXT,
  started_at    INTEGER NOT NULL,
  ended_at      INTEGER,
  log_path      TEXT    NOT NULL,
  dropped_bytes INTEGER NOT NULL DEFAULT 0,
  left_behind   INTEGER NOT NULL DEFAULT 0,
  UNIQUE (task_id, number),
  CHECK (CASE status
    WHEN 'running'   THEN ended_at IS NULL AND reason IS NULL
    WHEN 'succeeded' THEN ended_at IS NOT NULL AND reason IS NULL
    ELSE ended_at IS NOT NULL AND reason IS NOT NULL
  END)
) STRICT;

-- What happened, in the order in which it was committed; never changed.
CREATE TABLE event (
  seq  INTEGER PRIMARY KEY AUTOINCREMENT,
  at   INTEGER NOT NULL,
  noun TEXT    NOT NULL CHECK (noun IN ('run', 'job')),
  id   TEXT    NOT NULL,
  type TEXT    NOT NULL,
  data TEXT    NOT NULL CHECK (json_valid(data))
) STRICT;
CREATE INDEX event_by_noun ON event (noun, id, seq);
