-- A pipeline has versions as jobs and flows have them: each change of what a run would do.
CREATE TABLE pipeline_version (
  pipeline   INTEGER NOT NULL REFERENCES pipeline (number),
  version    INTEGER NOT NULL CHECK (version >= 1),
  -- As it was typed; it may be wrong.
  source     TEXT    NOT NULL,
  note       TEXT    NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
  created_at INTEGER NOT NULL,
  actor      INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (pipeline, version)
) STRICT;
INSERT INTO pipeline_version (pipeline, version, source, created_at) SELECT number, 1, source, updated_at FROM pipeline;

-- Null: the run was made before there were versions, of another manifest than the one of version 1.
ALTER TABLE pipeline_run ADD COLUMN version INTEGER;
UPDATE pipeline_run SET version = 1 FROM pipeline p, manifest m
WHERE p.number = pipeline_run.pipeline AND m.hash = pipeline_run.manifest AND m.source = p.source;

-- How many runs each version of a flow or a pipeline had, and the newest of them: counted as they start, so that no history is read.
CREATE TABLE version_runs (
  kind       TEXT    NOT NULL CHECK (kind IN ('flow', 'pipeline')),
  definition INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  runs       INTEGER NOT NULL,
  last_run   INTEGER NOT NULL,
  PRIMARY KEY (kind, definition, version)
) STRICT, WITHOUT ROWID;
INSERT INTO version_runs (kind, definition, version, runs, last_run)
  SELECT 'flow', flow, version, count(*), max(run) FROM flow_run WHERE flow IS NOT NULL AND version IS NOT NULL GROUP BY flow, version;
INSERT INTO version_runs (kind, definition, version, runs, last_run)
  SELECT 'pipeline', pipeline, version, count(*), max(run) FROM pipeline_run WHERE version IS NOT NULL GROUP BY pipeline, version;

CREATE TRIGGER flow_run_of_version AFTER INSERT ON flow_run WHEN new.flow IS NOT NULL AND new.version IS NOT NULL
BEGIN
  INSERT INTO version_runs (kind, definition, version, runs, last_run) VALUES ('flow', new.flow, new.version, 1, new.run)
  ON CONFLICT (kind, definition, version) DO UPDATE SET runs = runs + 1, last_run = max(last_run, excluded.last_run);
END;
CREATE TRIGGER pipeline_run_of_version AFTER INSERT ON pipeline_run WHEN new.version IS NOT NULL
BEGIN
  INSERT INTO version_runs (kind, definition, version, runs, last_run) VALUES ('pipeline', new.pipeline, new.version, 1, new.run)
  ON CONFLICT (kind, definition, version) DO UPDATE SET runs = runs + 1, last_run = max(last_run, excluded.last_run);
END;
