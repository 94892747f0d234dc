-- How people organize jobs, flows and pipelines. A row outlives the delete of its definition, which can be undone.
CREATE TABLE organized (
  kind   TEXT NOT NULL CHECK (kind IN ('job', 'flow', 'pipeline')),
  id     TEXT NOT NULL,
  tags   TEXT NOT NULL CHECK (json_valid(tags)),
  -- A path such as ops/backup; empty: in no folder.
  folder TEXT NOT NULL,
  owner  TEXT,
  notes  TEXT NOT NULL CHECK (length(notes) <= 65536),
  PRIMARY KEY (kind, id)
) STRICT;
CREATE INDEX organized_by_folder ON organized (folder);
