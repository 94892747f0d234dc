-- Definitions that a person saved to start new ones from. The newest of those that were deleted are kept, to be restored.
CREATE TABLE template (
  id         TEXT    NOT NULL PRIMARY KEY,
  kind       TEXT    NOT NULL CHECK (kind IN ('job', 'flow', 'pipeline')),
  name       TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  text       TEXT    NOT NULL CHECK (length(text) <= 2000),
  -- JSON: the definition, without its name.
  parts      TEXT    NOT NULL CHECK (json_valid(parts)),
  saved_at   INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE UNIQUE INDEX template_name ON template (lower(name)) WHERE deleted_at IS NULL;
CREATE INDEX template_deleted ON template (deleted_at) WHERE deleted_at IS NOT NULL;
