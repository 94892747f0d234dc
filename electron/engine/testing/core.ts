import { updateAlerts } from '../alerts/alerts.ts'
import { keepFiles } from '../artifacts/record.ts'
import { flowRunKind } from '../flows/flow-run.ts'
import { jobFlow } from '../flows/job-flow.ts'
import { runJobAgain } from '../jobs/run-by-hand.ts'
import { createPipelineRunKind } from '../pipelines/pipeline-run.ts'
import type { Core } from '../queue/run-kind.ts'
import { createJobRunKind } from '../runs/job-run.ts'
import type { Store } from '../store/store.ts'
import { startFollowers } from '../triggers/after-run.ts'

/** Every kind of run on a store of its own, as the engine registers them. No step of a pipeline is executed. */
export const coreOf = (store: Store): Core => ({
  store,
  kinds: {
    job: createJobRunKind({ flow: jobFlow, keepFiles, runAgain: runJobAgain }),
    flow: flowRunKind,
    pipeline: createPipelineRunKind({ pathOf: () => Promise.reject(new Error('nothing is kept')) }, store),
  },
  updateAlerts,
  startFollowers,
})
