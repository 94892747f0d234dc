-- What became of one time that a schedule names is its occurrence; a slot is a place in which a task runs.
ALTER TABLE slot RENAME TO occurrence;
ALTER TABLE occurrence RENAME COLUMN settled_at TO recorded_at;
ALTER TABLE schedule RENAME COLUMN settled_to TO recorded_to;

DROP INDEX slot_by_due;
DROP INDEX slot_by_settled;
DROP INDEX slot_amiss;
CREATE INDEX occurrence_by_due ON occurrence (due_at);
CREATE INDEX occurrence_by_recorded ON occurrence (recorded_at);
CREATE INDEX occurrence_amiss ON occurrence (recorded_at, due_at) WHERE outcome <> 'ran';

-- How long a file must not have grown is its debounce.
UPDATE job_trigger SET spec = json_set(json_remove(spec, '$.settleMs'), '$.debounceMs', json_extract(spec, '$.settleMs'))
WHERE json_type(spec, '$.settleMs') IS NOT NULL;
