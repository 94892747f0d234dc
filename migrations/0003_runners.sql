-- Several runners share the attempts: which one knows of an attempt.
ALTER TABLE attempt ADD COLUMN runner INTEGER NOT NULL DEFAULT 1 CHECK (runner >= 1);
