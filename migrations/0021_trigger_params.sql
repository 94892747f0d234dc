-- Values for the parameters of the runs that a trigger starts, as JSON. Null: none.
ALTER TABLE job_trigger ADD COLUMN params TEXT;
