import { AppError } from '../../../shared/errors.ts'
import { asksForParam } from '../../../shared/pipeline/recipe.ts'
import type { Artifacts } from '../artifacts/artifacts.ts'
import { prepareJobAgain } from '../jobs/jobs.ts'
import type { RunKind } from '../queue/queue.ts'
import { deleteResults, deleteTasks, hooksOfJob } from '../runs/runs.ts'
import type { Store } from '../store/store.ts'
import { cancelPipeline } from './cancel.ts'
import { endExecution } from './finish.ts'
import { continuePipeline } from './go-on.ts'
import { inputOf, stepOfClaim } from './input.ts'
import { hooksOfManifest, stepOf } from './pipeline-state.ts'
import { preparePipelineAgain } from './start-pipeline.ts'
import { logTaskOf, nodesOfPipeline } from './view.ts'

/** A run of a pipeline: each task is one of its steps, applied to one input. */
export const createPipelineRunKind = (artifacts: Pick<Artifacts, 'pathOf'>, store: Store): RunKind => ({
  mayStart: () => true,
  started: ({ store }, { run, nodeKey, task }) => store.executions.begin(run, stepOf(nodeKey), task),
  verdict: (_core, _claim, ending) => ending,
  atMostOnce: () => false,
  retrying({ store }, { run, nodeKey, task }, _outcome, { dueAt }, now) {
    store.executions.retry(run, stepOf(nodeKey), task)
    return dueAt > now ? 'delayed' : 'ready'
  },
  ended: ({ store }, work, outcome, now) => endExecution(store, work, outcome, now),
  cancel: ({ store }, { number }, _how, now) => cancelPipeline(store, number, now),
  retry(_core, { number }) {
    throw new AppError(
      'conflict',
      `Could not retry run ${number}: it is a run of a pipeline. Re-run the pipeline. LocalFlow reuses the results of unchanged steps.`,
    )
  },
  continue: ({ store }, { run, kind }, now) => (kind === 'more' ? continuePipeline(store, run, now) : []),
  childEnvironment: (claim) => inputOf(store, artifacts, claim),
  takesParam: (claim, name) => asksForParam(stepOfClaim(store, claim), name),
  hooks({ store }, { number, jobId, version }) {
    const hash = store.pipelines.run(number)?.manifest
    const own = hash === undefined ? [] : hooksOfManifest(store, hash)
    const { hooks, base } = hooksOfJob(store, jobId, jobId === null ? null : version)
    return { hooks: [...hooks, ...own], base }
  },
  secretUse: ({ spec }) => spec.secrets,
  keeps: { output: false, result: false, files: 'on-success', unkeptFails: true },
  // A job whose body is a pipeline is re-run in the current version of the job.
  prepareAgain: (core, run, how, now) =>
    run.jobId === null ? preparePipelineAgain(core, run, how, now) : prepareJobAgain(core, run, how, now),
  detail({ store }, run, whyWaiting) {
    const row = store.pipelines.run(run.number)
    const pipeline = row && store.pipelines.get(row.pipeline)
    const nodes = nodesOfPipeline(store, run, whyWaiting)
    const version = row?.version ?? null
    return {
      version,
      pipeline: pipeline?.id ?? null,
      job: null,
      flow: null,
      shared: {},
      result: null,
      startsAs: null,
      failedNode: null,
      failedItem: null,
      failedItemValue: null,
      nodes,
    }
  },
  definition({ pipelines }, { number }) {
    const pipeline = pipelines.run(number)?.pipeline
    const found = pipeline === undefined ? null : pipelines.get(pipeline)
    return found && { kind: 'pipeline', id: found.id }
  },
  result: () => null,
  logOwner: ({ store }, run, node) => logTaskOf(store, run, node),
  async deletePieces(deletion) {
    const { store, run, atOnce } = deletion
    while ((await store.submit('delete a run', () => store.retention.deleteExecutions(run, atOnce))) === atOnce);
    await deleteResults(deletion)
    await deleteTasks(deletion)
  },
})
