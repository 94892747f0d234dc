-- Only waits of a second or more: runs that start at once, which are most of them, cost nothing here, and count as equal in the order.
DROP INDEX run_by_wait;
CREATE INDEX run_by_wait ON run (started_at - coalesce(queued_at, created_at)) WHERE started_at - coalesce(queued_at, created_at) >= 1000;
