-- What a person chose for themselves, such as the theme: the same in each window and browser. The person is an actor without the name,
-- which may change; a kind of actor with only one member has no id.
CREATE TABLE preference (
  actor_kind TEXT NOT NULL,
  actor_id   TEXT NOT NULL,
  key        TEXT NOT NULL,
  value      TEXT NOT NULL CHECK (json_valid(value) AND length(value) <= 65536),
  PRIMARY KEY (actor_kind, actor_id, key)
) STRICT, WITHOUT ROWID;
