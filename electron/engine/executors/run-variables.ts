import { hookVariables } from '../../../shared/model/hook.ts'
import type { Claim } from '../queue/queue.ts'

type Reach = { dataFolder: string; token: string | null; api: string | null }

/** What a script learns about its run, and how it reaches LocalFlow. */
export const runVariables = (claim: Claim, { dataFolder, token, api }: Reach): Record<string, string> => ({
  ...hookVariables(claim.params),
  LOCALFLOW_RUN_ID: claim.runId,
  LOCALFLOW_TASK_ID: claim.taskId,
  LOCALFLOW_ATTEMPT: String(claim.attempt),
  LOCALFLOW_JOB: claim.title,
  LOCALFLOW_DATA: dataFolder,
  ...(token === null ? {} : { LOCALFLOW_TOKEN: token }),
  ...(api === null ? {} : { LOCALFLOW_API: api }),
  ...(claim.occurrenceAt === null ? {} : { LOCALFLOW_DUE: new Date(claim.occurrenceAt).toISOString() }),
})
