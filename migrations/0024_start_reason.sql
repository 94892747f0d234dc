-- Why a person or a program started the run, in their words.
ALTER TABLE run ADD COLUMN start_reason TEXT CHECK (start_reason IS NULL OR length(start_reason) <= 500);
