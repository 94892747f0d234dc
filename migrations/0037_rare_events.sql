-- Events that are looked for in every run, and that few runs have: without it, all events of a run are read for them.
CREATE INDEX event_rare ON event (run, seq) WHERE type IN ('hook failed', 'moved to front');
