import { v7 as uuid } from 'uuid'
import type { Spec } from '../../../shared/model/job.ts'
import type { Run, Trigger } from '../../../shared/model/run.ts'
import type { Store } from '../store/store.ts'

export type RunRequest = { title: string; trigger: Trigger } & ({ jobId: string; version: number } | { spec: Spec })

/** Writes a run and the task it begins with. To be called inside a write. */
export function enqueue(store: Store, request: RunRequest, now: number): Run {
  const id = uuid({ msecs: now })
  const job = 'jobId' in request ? request : null
  store.runs.insert({
    id,
    jobId: job?.jobId ?? null,
    version: job?.version ?? null,
    title: request.title,
    trigger: request.trigger,
    now,
  })
  store.tasks.insert({ id: uuid({ msecs: now }), runId: id, nodeKey: 'main', spec: 'spec' in request ? request.spec : null, now })
  store.events.append({ at: now, noun: 'run', id, type: 'queued', data: { jobId: job?.jobId ?? null, trigger: request.trigger } })
  return store.runs.get(id) as Run
}
