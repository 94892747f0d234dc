-- Runs that wait for the computer: for power, for nobody at it, for a network, a host or a volume.

CREATE TABLE deferral (
  -- Held back, and behind no other run of its job.
  task       INTEGER PRIMARY KEY REFERENCES task (seq) ON DELETE CASCADE,
  run        INTEGER NOT NULL,
  conditions TEXT    NOT NULL CHECK (json_valid(conditions)),
  -- Until when it waits; null while it waits for an earlier run of its job first.
  until_at   INTEGER,
  -- What began it, where a later one takes its place.
  schedule   INTEGER,
  cause      INTEGER
) STRICT;
CREATE INDEX deferral_by_schedule ON deferral (schedule) WHERE schedule IS NOT NULL;
CREATE INDEX deferral_by_cause ON deferral (cause) WHERE cause IS NOT NULL;
