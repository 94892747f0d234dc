import { updateAlerts } from '../alerts/alerts.ts'
import { keepFiles } from '../artifacts/record.ts'
import { createPreconditions } from '../conditions/preconditions.ts'
import { flowRunKind } from '../flows/flow-run.ts'
import { jobFlow } from '../flows/job-flow.ts'
import { createStartHooks } from '../hooks/hooks.ts'
import { acceptParams } from '../jobs/job-params.ts'
import { pauseFailing } from '../jobs/pause-failing.ts'
import { prepareJobAgain } from '../jobs/run-by-hand.ts'
import { jobPipeline } from '../pipelines/job-pipeline.ts'
import { createPipelineRunKind } from '../pipelines/pipeline-run.ts'
import type { Core } from '../queue/run-kind.ts'
import { createJobRunKind } from '../runs/job-run.ts'
import { acceptValues } from '../secrets/accept-values.ts'
import type { Sealer } from '../secrets/sealed-params.ts'
import type { Store } from '../store/store.ts'
import { startFollowers } from '../triggers/after-run.ts'

const noSeals: Sealer = {
  sealParam: () => {
    throw new Error('no secret parameter is expected here')
  },
  openParam: () => {
    throw new Error('no secret parameter is expected here')
  },
}

/** Every kind of run on a store of its own, as the engine registers them. No step of a pipeline is executed. */
export const coreOf = (store: Store): Core => ({
  store,
  kinds: {
    job: createJobRunKind({
      becoming: { flow: jobFlow, pipeline: jobPipeline },
      keepFiles,
      preconditions: createPreconditions(noSeals),
      prepareAgain: prepareJobAgain,
    }),
    flow: flowRunKind,
    pipeline: createPipelineRunKind({ pathOf: () => Promise.reject(new Error('nothing is kept')) }, store),
  },
  acceptParams: (job, values) => acceptParams(store, noSeals, job, values),
  acceptValues: (name, schema = {}, values) => acceptValues(noSeals, { name, id: null, schema }, values),
  withoutSecrets: (text) => text,
  updateAlerts,
  pauseFailing,
  startFollowers,
  startHooks: createStartHooks(() => null),
})
