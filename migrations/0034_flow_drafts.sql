-- Drafts of a flow that a person kept, apart from the published versions: the newest of each flow.
CREATE TABLE flow_draft (
  number   INTEGER PRIMARY KEY AUTOINCREMENT,
  flow     INTEGER NOT NULL REFERENCES flow (number),
  source   TEXT    NOT NULL,
  note     TEXT    NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
  saved_at INTEGER NOT NULL,
  actor    INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX flow_draft_of_flow ON flow_draft (flow, number);

-- The steps that can be undone and redone in the draft, as the editor wrote them.
CREATE TABLE flow_steps (
  flow  INTEGER PRIMARY KEY REFERENCES flow (number),
  steps TEXT NOT NULL CHECK (json_valid(steps))
) STRICT;
