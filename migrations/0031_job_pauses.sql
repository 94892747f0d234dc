-- After how many failed runs in a row LocalFlow pauses a job; null: never. How many there were, and since when and why it is paused.
ALTER TABLE job ADD COLUMN pause_after INTEGER CHECK (pause_after IS NULL OR pause_after BETWEEN 1 AND 1000);
ALTER TABLE job ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN paused_at INTEGER;
ALTER TABLE job ADD COLUMN pause_reason TEXT;
ALTER TABLE job ADD COLUMN paused_by INTEGER;
