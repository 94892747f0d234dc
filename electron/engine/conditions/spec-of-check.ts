import { checkQueue, checkTimeoutMs } from '../../../shared/model/conditions.ts'
import { Spec, type SpecInput } from '../../../shared/model/job.ts'
import { secretNamesOf } from '../../../shared/model/secret.ts'
import type { TaskSpec } from '../store/tasks.ts'

/** Where and with what the job runs; interrupted, it is run again once. */
export const specOfCheck = (job: TaskSpec, script: string, occurrenceAt: number | null): Spec => ({
  ...Spec.parse({
    body: { kind: 'script', script },
    cwd: job.cwd,
    envFile: job.envFile,
    env: { ...job.env, ...(occurrenceAt === null ? {} : { LOCALFLOW_DUE: new Date(occurrenceAt).toISOString() }) },
    timeoutMs: checkTimeoutMs,
    stop: { graceMs: 1_000 },
    retry: { maxAttempts: 2, exitCodes: [], backoff: { kind: 'fixed', delayMs: 0 } },
    priority: 100,
    secrets: { env: secretNamesOf(job.env), headers: [], url: false },
  } as SpecInput),
  queue: checkQueue,
})
