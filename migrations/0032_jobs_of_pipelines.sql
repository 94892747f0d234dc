-- A job whose body is a flow or a pipeline is a job until its first task has succeeded: from then on its run goes on as that says.
DROP TRIGGER run_kind_stays;
CREATE TRIGGER run_kind_stays BEFORE UPDATE OF kind ON run
WHEN NEW.kind <> OLD.kind AND NOT (OLD.kind = 'job' AND NEW.kind IN ('flow', 'pipeline') AND OLD.status = 'running')
BEGIN
  SELECT RAISE(ABORT, 'a run does not change its kind, except a running job that becomes a flow or a pipeline');
END;
