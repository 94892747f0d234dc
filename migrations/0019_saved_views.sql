-- Filters that a person saved under a name, each with what else the address of the list says,
-- such as its order. Only that person sees them.
CREATE TABLE saved_view (
  actor_kind TEXT NOT NULL,
  actor_id   TEXT NOT NULL,
  id         TEXT NOT NULL,
  list       TEXT NOT NULL,
  name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  q          TEXT NOT NULL CHECK (length(q) <= 10240),
  params       TEXT NOT NULL CHECK (length(params) <= 200),
  PRIMARY KEY (actor_kind, actor_id, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX saved_view_name ON saved_view (actor_kind, actor_id, list, lower(name));
