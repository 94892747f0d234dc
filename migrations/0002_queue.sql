-- The queue at full strength: priorities, delays, retries, named queues, leases.
-- Inside the database rows are joined by number; the public ids stay what they were.

CREATE TABLE queue (
  name       TEXT    PRIMARY KEY,
  -- Null: as many at the same time as there are places at all.
  cap        INTEGER CHECK (cap >= 1),
  -- paused: nothing begins. draining: what waits is worked off, nothing new is taken in.
  state      TEXT    NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paused', 'draining')),
  note       TEXT,
  changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO queue (name, changed_at) VALUES ('default', 0);

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

ALTER TABLE job ADD COLUMN muted INTEGER NOT NULL DEFAULT 0 CHECK (muted IN (0, 1));
ALTER TABLE job ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1));

CREATE TABLE job_version_2 (
  job_id     TEXT    NOT NULL REFERENCES job (id),
  version    INTEGER NOT NULL,
  kind       TEXT    NOT NULL,
  preview    TEXT    NOT NULL,
  spec       TEXT    NOT NULL CHECK (json_valid(spec)),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (job_id, version)
) STRICT;
INSERT INTO job_version_2 SELECT job_id, version, kind, preview, spec, created_at FROM job_version;

CREATE TABLE run_2 (
  number      INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT    NOT NULL UNIQUE,
  job_id      TEXT,
  job_version INTEGER,
  title       TEXT    NOT NULL,
  trigger     TEXT    NOT NULL,
  status      TEXT    NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'skipped')),
  reason      TEXT,
  error       TEXT,
  exit_code   INTEGER,
  signal      TEXT,
  created_at  INTEGER NOT NULL,
  started_at  INTEGER,
  ended_at    INTEGER,
  -- When the next attempt begins, while a run waits between two.
  retry_at    INTEGER,
  -- It waits for an earlier run of its job to end.
  held        INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
  FOREIGN KEY (job_id, job_version) REFERENCES job_version_2 (job_id, version),
  CHECK ((job_id IS NULL) = (job_version IS NULL)),
  CHECK (retry_at IS NULL OR status = 'running'),
  CHECK (CASE status
    WHEN 'queued'    THEN started_at IS NULL AND ended_at IS NULL AND reason IS NULL
    WHEN 'running'   THEN started_at IS NOT NULL AND ended_at IS NULL AND reason IS NULL
    WHEN 'succeeded' THEN started_at IS NOT NULL AND ended_at IS NOT NULL AND reason IS NULL
    WHEN 'failed'    THEN started_at IS NOT NULL AND ended_at IS NOT NULL AND reason IS NOT NULL
    WHEN 'cancelled' THEN ended_at IS NOT NULL AND reason IS NOT NULL
    WHEN 'skipped'   THEN started_at IS NULL AND ended_at IS NOT NULL AND reason IS NOT NULL
  END)
) STRICT;
INSERT INTO run_2 SELECT number, id, job_id, job_version, title, trigger, status, reason, error, exit_code, signal,
  created_at, started_at, ended_at, NULL, 0 FROM run;

-- One unit of the durable queue. Only the holder of the current token may move a running task.
CREATE TABLE task_2 (
  seq          INTEGER PRIMARY KEY,
  id           TEXT    NOT NULL UNIQUE,
  run          INTEGER NOT NULL REFERENCES run_2 (number),
  node_key     TEXT    NOT NULL,
  kind         TEXT    NOT NULL,
  -- What to do, for a task that belongs to no job; else it is the run's job version.
  spec         TEXT    CHECK (json_valid(spec)),
  status       TEXT    NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'skipped')),
  -- What a queued task waits for.
  stage        TEXT    CHECK (stage IN ('ready', 'delayed', 'held')),
  reason       TEXT,
  queue        TEXT    NOT NULL,
  priority     INTEGER NOT NULL,
  due_at       INTEGER NOT NULL,
  token        TEXT,
  -- Until when the holder of the token may be silent.
  lease_until  INTEGER,
  -- Somebody asked for it to be stopped: kept, so that the wish outlives a crash.
  stop_asked   INTEGER,
  stop_reason  TEXT,
  attempts     INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  max_attempts INTEGER NOT NULL CHECK (max_attempts >= 1),
  -- How often in a row an attempt was cut off.
  lost         INTEGER NOT NULL DEFAULT 0,
  result       TEXT    CHECK (json_valid(result)),
  created_at   INTEGER NOT NULL,
  ended_at     INTEGER,
  CHECK ((token IS NULL) = (lease_until IS NULL) AND (stop_asked IS NULL) = (stop_reason IS NULL)),
  CHECK (CASE status
    WHEN 'queued'  THEN stage IS NOT NULL AND token IS NULL AND stop_asked IS NULL AND ended_at IS NULL AND reason IS NULL
    WHEN 'running' THEN stage IS NULL AND token IS NOT NULL AND ended_at IS NULL AND reason IS NULL AND attempts > 0
    ELSE stage IS NULL AND token IS NULL AND ended_at IS NOT NULL AND (reason IS NULL) = (status = 'succeeded')
  END),
  UNIQUE (run, node_key)
) STRICT;
INSERT INTO task_2
  SELECT t.seq, t.id, r.number, t.node_key,
    'shell', t.spec, t.status, iif(t.status = 'queued', 'ready', NULL), t.reason, 'default', 0, t.created_at, t.token,
    iif(t.token IS NULL, NULL, t.created_at), t.stop_asked, iif(t.stop_asked IS NULL, NULL, 'stopped'),
    t.attempts, max(1, t.attempts), 0,
    iif(t.status = 'succeeded', json_object('exitCode', r.exit_code), NULL), t.created_at, t.ended_at
  FROM task t JOIN run r ON r.id = t.run_id;

-- One try of a task. Its id is the task's token while it runs.
CREATE TABLE attempt_2 (
  task          INTEGER NOT NULL REFERENCES task_2 (seq),
  number        INTEGER NOT NULL CHECK (number >= 1),
  id            TEXT    NOT NULL,
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
  -- What was measured of it, and what it left: JSON, for what was worth measuring.
  usage         TEXT    CHECK (json_valid(usage)),
  PRIMARY KEY (task, number),
  CHECK (CASE status
    WHEN 'running'   THEN ended_at IS NULL AND reason IS NULL
    WHEN 'succeeded' THEN ended_at IS NOT NULL AND reason IS NULL
    ELSE ended_at IS NOT NULL AND reason IS NOT NULL
  END)
) STRICT, WITHOUT ROWID;
INSERT INTO attempt_2
  SELECT t.seq, a.number, a.id, a.status, a.reason, a.error, a.pid, a.exit_code, a.signal, a.started_at, a.ended_at,
    a.log_path, a.dropped_bytes, a.left_behind, NULL
  FROM attempt a JOIN task t ON t.id = a.task_id;

-- What happened, in the order in which it was committed; never changed.
CREATE TABLE event_2 (
  seq  INTEGER PRIMARY KEY AUTOINCREMENT,
  at   INTEGER NOT NULL,
  noun TEXT    NOT NULL,
  -- The run it belongs to; what belongs to none has the id of its noun.
  run  INTEGER,
  id   TEXT,
  type TEXT    NOT NULL,
  data TEXT    NOT NULL CHECK (json_valid(data)),
  CHECK ((noun = 'run') = (run IS NOT NULL) AND (run IS NULL) = (id IS NOT NULL))
) STRICT;
INSERT INTO event_2
  SELECT e.seq, e.at, e.noun, r.number, iif(e.noun = 'run', NULL, e.id), e.type, e.data
  FROM event e LEFT JOIN run r ON e.noun = 'run' AND r.id = e.id
  WHERE e.noun <> 'run' OR r.number IS NOT NULL;

-- The first task that came with a key, for as long as the key lives.
CREATE TABLE idempotency (
  key         TEXT    PRIMARY KEY,
  task        INTEGER NOT NULL REFERENCES task_2 (seq) ON DELETE CASCADE,
  fingerprint TEXT    NOT NULL,
  expires_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_task ON idempotency (task);
CREATE INDEX idempotency_by_expiry ON idempotency (expires_at);

-- No number is given twice, even when the newest row was deleted.
UPDATE sqlite_sequence SET seq = max(seq, coalesce((SELECT s.seq FROM sqlite_sequence s WHERE s.name = 'run'), 0)) WHERE name = 'run_2';
INSERT INTO sqlite_sequence (name, seq) SELECT 'run_2', seq FROM sqlite_sequence WHERE name = 'run'
  AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'run_2');
UPDATE sqlite_sequence SET seq = max(seq, coalesce((SELECT s.seq FROM sqlite_sequence s WHERE s.name = 'event'), 0)) WHERE name = 'event_2';
INSERT INTO sqlite_sequence (name, seq) SELECT 'event_2', seq FROM sqlite_sequence WHERE name = 'event'
  AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'event_2');

DROP TABLE attempt;
DROP TABLE task;
DROP TABLE event;
DROP TABLE run;
DROP TABLE job_version;
ALTER TABLE job_version_2 RENAME TO job_version;
ALTER TABLE run_2 RENAME TO run;
ALTER TABLE task_2 RENAME TO task;
ALTER TABLE attempt_2 RENAME TO attempt;
ALTER TABLE event_2 RENAME TO event;

CREATE INDEX run_by_job ON run (job_id, number) WHERE job_id IS NOT NULL;
CREATE INDEX run_live_by_job ON run (job_id, held, number) WHERE job_id IS NOT NULL AND ended_at IS NULL;
CREATE INDEX run_by_status ON run (status, number);
CREATE INDEX task_ready ON task (queue, priority DESC, due_at, seq) WHERE stage = 'ready';
CREATE INDEX task_delayed ON task (due_at, seq) WHERE stage = 'delayed';
CREATE INDEX task_held ON task (seq) WHERE stage = 'held';
CREATE INDEX task_running ON task (seq) WHERE status = 'running';
CREATE INDEX task_succeeded ON task (seq) WHERE status = 'succeeded';
CREATE INDEX task_failed ON task (seq) WHERE status = 'failed';
CREATE INDEX task_cancelled ON task (seq) WHERE status = 'cancelled';
CREATE INDEX task_skipped ON task (seq) WHERE status = 'skipped';
CREATE INDEX event_of_run ON event (run) WHERE run IS NOT NULL;
