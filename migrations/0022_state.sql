-- Values that scripts keep from one run to the next, and the latest changes of each.
CREATE TABLE state_value (
  number     INTEGER PRIMARY KEY,
  -- The id of the job, flow or pipeline that it belongs to; empty: it belongs to all of them.
  owner      TEXT    NOT NULL,
  key        TEXT    NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  -- Null: deleted. The history stays, and the version counts on if the key is set again.
  value      TEXT,
  version    INTEGER NOT NULL CHECK (version >= 1),
  changed_at INTEGER NOT NULL,
  -- The number of the run that changed it last; null: no run did.
  run        INTEGER,
  actor      INTEGER NOT NULL REFERENCES actor (number),
  UNIQUE (owner, key)
) STRICT;
-- The histories of deleted keys, of which only so many are kept.
CREATE INDEX state_value_deleted ON state_value (owner, changed_at) WHERE value IS NULL;

CREATE TABLE state_change (
  number  INTEGER PRIMARY KEY,
  state   INTEGER NOT NULL REFERENCES state_value (number),
  version INTEGER NOT NULL,
  value   TEXT,
  at      INTEGER NOT NULL,
  run     INTEGER,
  actor   INTEGER NOT NULL REFERENCES actor (number),
  UNIQUE (state, version)
) STRICT;
