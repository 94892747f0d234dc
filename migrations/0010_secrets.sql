-- What only the programs that need it are to know, sealed with a key that lies beside the database and not in it.

CREATE TABLE secret (
  name       TEXT    PRIMARY KEY,
  sealed     BLOB    NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
