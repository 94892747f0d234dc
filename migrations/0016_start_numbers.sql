-- The first start of a job's run takes the next number of the history, although it leaves no event of its own: whoever reads a
-- history from a number on finds it like any event.
ALTER TABLE run RENAME COLUMN started_after TO start_seq;
