-- What needs a person. One row stands for all failures of a subject since its last success; a subject has at most one unresolved alert
-- of a policy.
CREATE TABLE alert (
  number        INTEGER PRIMARY KEY AUTOINCREMENT,
  id            TEXT    NOT NULL UNIQUE,
  policy        TEXT    NOT NULL,
  subject_kind  TEXT    NOT NULL CHECK (subject_kind IN ('job', 'flow', 'pipeline', 'command')),
  -- The id of the job, flow or pipeline; the title of a command without a job.
  subject       TEXT    NOT NULL,
  state         TEXT    NOT NULL CHECK (state IN ('open', 'acknowledged', 'snoozed', 'resolved')),
  count         INTEGER NOT NULL CHECK (count > 0),
  first_at      INTEGER NOT NULL,
  last_at       INTEGER NOT NULL,
  -- It stands for the failed runs of the subject from the one to the other.
  first_run     INTEGER NOT NULL,
  last_run      INTEGER NOT NULL CHECK (last_run >= first_run),
  -- Who acknowledged, snoozed or reopened it last, and when.
  actor         INTEGER,
  changed_at    INTEGER,
  snoozed_until INTEGER,
  -- A command without a job has no next run that could succeed.
  expires_at    INTEGER,
  resolved_at   INTEGER,
  resolution    TEXT    CHECK (resolution IN ('succeeded', 'deleted', 'expired')),
  CHECK ((actor IS NULL) = (changed_at IS NULL)),
  CHECK ((state = 'snoozed') = (snoozed_until IS NOT NULL)),
  CHECK ((state = 'resolved') = (resolved_at IS NOT NULL) AND (resolved_at IS NULL) = (resolution IS NULL))
) STRICT;
CREATE UNIQUE INDEX alert_unresolved ON alert (policy, subject_kind, subject) WHERE state <> 'resolved';
CREATE INDEX alert_by_state ON alert (state, last_run, number);
CREATE INDEX alert_by_run ON alert (last_run, number);
CREATE INDEX alert_snoozed ON alert (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX alert_expiring ON alert (expires_at) WHERE expires_at IS NOT NULL AND state <> 'resolved';
CREATE INDEX alert_resolved ON alert (resolved_at) WHERE resolved_at IS NOT NULL;
CREATE INDEX alert_of_deleted ON alert (policy, subject_kind, subject, number) WHERE resolution = 'deleted';
CREATE INDEX event_of_alert ON event (id) WHERE noun = 'alert';

-- The failures that nothing made good so far. A run within a flow counts as a part of the flow.
CREATE TEMP TABLE ended_run AS
  SELECT r.number, r.status, r.ended_at AS at,
    CASE WHEN r.job_id IS NOT NULL THEN 'job' WHEN f.id IS NOT NULL THEN 'flow' WHEN p.id IS NOT NULL THEN 'pipeline' ELSE 'command' END AS kind,
    coalesce(r.job_id, f.id, p.id, r.title) AS subject
  FROM run r
    LEFT JOIN flow_run x ON x.run = r.number LEFT JOIN flow f ON f.number = x.flow
    LEFT JOIN pipeline_run y ON y.run = r.number LEFT JOIN pipeline p ON p.number = y.pipeline
  WHERE r.status = 'failed' AND r.trigger <> 'flow';
DELETE FROM ended_run WHERE kind = 'command' AND at < (unixepoch() - 86400) * 1000;
CREATE TEMP TABLE failed_subject AS
  SELECT kind, subject, min(number) AS since, 0 AS succeeded FROM ended_run GROUP BY kind, subject;
-- The plus signs make SQLite walk the runs of each, not all successes there are.
UPDATE failed_subject SET succeeded = coalesce(CASE kind
  WHEN 'job' THEN (SELECT r.number FROM run r WHERE r.job_id = subject AND +r.status = 'succeeded' ORDER BY r.number DESC LIMIT 1)
  WHEN 'flow' THEN (SELECT r.number FROM flow f JOIN flow_run x ON x.flow = f.number JOIN run r ON r.number = x.run
    WHERE f.id = subject AND +r.status = 'succeeded' ORDER BY x.run DESC LIMIT 1)
  WHEN 'pipeline' THEN (SELECT r.number FROM pipeline p JOIN pipeline_run y ON y.pipeline = p.number JOIN run r ON r.number = y.run
    WHERE p.id = subject AND +r.status = 'succeeded' ORDER BY y.run DESC LIMIT 1)
END, 0);
WITH command_succeeded AS (
  SELECT r.title, max(r.number) AS number FROM run r
  WHERE r.status = 'succeeded' AND r.job_id IS NULL AND r.number > (SELECT min(since) FROM failed_subject WHERE kind = 'command')
  GROUP BY r.title
)
UPDATE failed_subject SET succeeded = c.number FROM command_succeeded c WHERE kind = 'command' AND c.title = subject;
INSERT INTO alert (id, policy, subject_kind, subject, state, count, first_at, last_at, first_run, last_run, expires_at)
  SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8'
      || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
    'failing', e.kind, e.subject, 'open', count(*), min(e.at), max(e.at), min(e.number), max(e.number),
    iif(e.kind = 'command', max(e.at) + 86400000, NULL)
  FROM ended_run e JOIN failed_subject s ON s.kind = e.kind AND s.subject = e.subject
  WHERE e.number > s.succeeded AND (e.kind = 'command'
    OR EXISTS (SELECT 1 FROM job j WHERE j.id = e.subject AND j.deleted_at IS NULL)
    OR EXISTS (SELECT 1 FROM flow f WHERE f.id = e.subject AND f.deleted_at IS NULL)
    OR EXISTS (SELECT 1 FROM pipeline p WHERE p.id = e.subject AND p.deleted_at IS NULL))
  GROUP BY e.kind, e.subject ORDER BY max(e.number);
DROP TABLE failed_subject;
DROP TABLE ended_run;
