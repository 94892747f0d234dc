-- What begins runs besides schedules and people, and what a run is given.

CREATE TABLE job_trigger (
  number     INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT    NOT NULL UNIQUE,
  job_id     TEXT    NOT NULL REFERENCES job (id),
  name       TEXT    NOT NULL,
  kind       TEXT    NOT NULL,
  spec       TEXT    NOT NULL CHECK (json_valid(spec)),
  -- The job whose end it waits for.
  after_job  TEXT    REFERENCES job (id),
  enabled    INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  -- Its secret address is made from this number, and is another with another.
  address_no INTEGER NOT NULL DEFAULT 1,
  -- What happened before that does not set it off.
  since_at   INTEGER NOT NULL,
  -- The last time it was set off: the run, or why there is none.
  last_at    INTEGER,
  last_run   INTEGER,
  last_note  TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  CHECK ((kind = 'after') = (after_job IS NOT NULL))
) STRICT;
CREATE INDEX job_trigger_by_job ON job_trigger (job_id, number);
CREATE INDEX job_trigger_by_kind ON job_trigger (kind, number) WHERE deleted_at IS NULL;
CREATE INDEX job_trigger_after ON job_trigger (after_job) WHERE after_job IS NOT NULL AND deleted_at IS NULL;

-- The trigger that set a run off, and the parameters the run was given.
ALTER TABLE run ADD COLUMN cause INTEGER REFERENCES job_trigger (number);
ALTER TABLE run ADD COLUMN params TEXT CHECK (params IS NULL OR json_valid(params));
CREATE INDEX run_by_cause ON run (cause, number) WHERE cause IS NOT NULL;

CREATE INDEX event_of_trigger ON event (id, seq) WHERE noun = 'trigger';
CREATE INDEX event_of_triggers ON event (at) WHERE noun = 'trigger';
