-- The newest run of each maintenance task; without an end, the task is running, or was cut off.
CREATE TABLE maintenance (
  task       TEXT    PRIMARY KEY,
  started_at INTEGER NOT NULL,
  ended_at   INTEGER,
  -- What the task did, in words.
  result     TEXT,
  error      TEXT,
  CHECK ((ended_at IS NULL) = (result IS NULL AND error IS NULL)),
  CHECK (result IS NULL OR error IS NULL)
) STRICT, WITHOUT ROWID;
