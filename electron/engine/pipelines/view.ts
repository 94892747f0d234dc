import { AppError } from '../../../shared/errors.ts'
import type { Artifact } from '../../../shared/model/object.ts'
import type { Execution, ExecutionStatus, PipelineRun, StepLink } from '../../../shared/model/pipeline.ts'
import type { Run, RunDetail } from '../../../shared/model/run.ts'
import type { ExecutionRow } from '../store/executions.ts'
import { escapeLike } from '../store/jobs.ts'
import type { StepRow } from '../store/steps.ts'
import type { Store } from '../store/store.ts'
import type { TaskRow } from '../store/tasks.ts'
import { stepsOf } from './pipeline-state.ts'

/** The most files of an execution that are listed by name. */
const filesShown = 20

const waitingOf = ({ given, running, done, reused, failed, stopped }: StepRow): number =>
  Math.max(0, given - running - done - reused - failed - stopped)

/** The state of a run of a pipeline. */
export function pipelineRunOf(store: Store, run: Run): PipelineRun {
  const row = store.pipelines.run(run.number)
  const pipeline = row && store.pipelines.get(row.pipeline)
  if (!row || !pipeline) throw new AppError('not-found', `Run ${run.number} is not a run of a pipeline.`)
  return {
    run,
    pipeline: { id: pipeline.id, name: pipeline.name, isDeleted: store.pipelines.seek(pipeline.id) === null },
    source: store.pipelines.manifest(row.manifest),
    forced: row.forced === 1,
    keepsGoing: row.keepsGoing === 1,
    stopping: row.stopping,
    steps: store.executions.steps(run.number).map((step) => {
      const { position, name, mode, parallel, given, running, done, reused, failed, stopped } = step
      // An ended run waits for nothing.
      const waiting = run.endedAt === null ? waitingOf(step) : 0
      return { position, name, mode, parallel, given, waiting, running, done, reused, failed, stopped }
    }),
    links: linksShown(store, run.number, row.manifest),
  }
}

/** The links that files took, and the links of files that no step has written. */
function linksShown(store: Store, run: number, manifest: string): StepLink[] {
  const taken = store.executions
    .links(run)
    .map(({ upstream, downstream, file }) => ({ from: upstream, to: downstream, file: file === '' ? null : file }))
  const steps = stepsOf(store, manifest)
  const names = new Set(steps.map(({ name }) => name))
  const open = steps.flatMap(({ name: to, inputs }) =>
    inputs
      .filter((file) => !names.has(file) && !taken.some((link) => link.to === to && link.file === file))
      .map((file) => ({ from: null, to, file })),
  )
  return [...taken, ...open]
}

type Filter = { step: string; status: ExecutionStatus | null; q: string | null; cursor: string | null; limit: number }

/** The executions of a step, in their order. */
export function executionsOf(store: Store, run: Run, { step: name, status, q, cursor, limit }: Filter) {
  const step = store.executions.steps(run.number).find((row) => row.name === name)
  if (!step) throw new AppError('not-found', `Run ${run.number} has no step "${name}".`)
  const like = q === null ? null : `%${escapeLike(q)}%`
  const after = cursor !== null && /^\d{1,12}$/.test(cursor) ? Number(cursor) : 0
  const rows = store.executions.list({ run: run.number, step: step.position, after, status, q: like, limit: limit + 1 })
  const items = rows.slice(0, limit).map((row) => executionOf(store, name, row))
  return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.nth) : null }
}

export const artifactOf = (store: Store, name: string | null, hash: string | null): Artifact | null =>
  hash === null ? null : { name: name ?? '', hash, size: store.objects.get(hash)?.size ?? 0 }

function executionOf(store: Store, step: string, row: ExecutionRow): Execution {
  const result = row.result === null ? null : store.objects.result(row.result)
  const task = row.task === null ? null : store.tasks.get(row.task)
  const last = task && task.attempts > 0 ? store.attempts.begun(task.seq, task.attempts) : null
  return {
    step,
    nth: row.nth,
    status: row.status,
    input: artifactOf(store, row.inputName, row.input),
    files: row.result === null ? [] : store.objects.outputs(row.result, '', filesShown),
    fileCount: result?.files ?? 0,
    attempts: task?.attempts ?? 0,
    error: row.error,
    reusedFrom: row.status === 'reused' ? (result?.run ?? null) : null,
    startedAt: last?.startedAt ?? null,
    endedAt: task?.endedAt ?? null,
  }
}

/** Its steps, in the form in which other runs list their nodes. */
export function nodesOfPipeline(store: Store, run: Run, whyWaiting: (task: TaskRow) => string | null): RunDetail['nodes'] {
  const steps = store.executions.steps(run.number)
  const held = run.endedAt === null && steps.every(({ running }) => running === 0) ? steps.find(({ queued }) => queued > 0) : null
  return steps.map((step) => {
    const { name: key, given, queued, running, done, reused, failed } = step
    const isOver = queued + running === 0 && run.endedAt !== null
    const status =
      running > 0 ? 'running' : failed > 0 ? 'failed' : !isOver ? 'queued' : done + reused > 0 ? 'succeeded' : 'skipped'
    return {
      key,
      title: null,
      taskId: null,
      visits: 1,
      status,
      reason: null,
      error: null,
      attempts: done + failed + running,
      maxAttempts: 0,
      items: { count: given, ok: done + reused, failed },
      startedAt: null,
      endedAt: null,
      queue: 'default',
      priority: 0,
      bypass: null,
      approval: null,
      takenFrom: null,
      waitsFor: step === held ? whyHeld(store, run, step.position, whyWaiting) : null,
      waitsUntil: null,
      defersUntil: null,
      tries: [],
    }
  })
}

/** Why the first input of a step that waits has not started. */
function whyHeld(store: Store, run: Run, step: number, whyWaiting: (task: TaskRow) => string | null): string | null {
  const [first] = store.executions.list({ run: run.number, step, after: 0, status: 'queued', q: null, limit: 1 })
  const task = first?.task == null ? null : store.tasks.get(first.task)
  return task && whyWaiting(task)
}

/**
 * The task whose log `STEP/NTH`, or a step, means: its first failure, else its newest. If a result of another run was
 * reused, the task of that one. Throws not-found.
 */
export function logTaskOf(store: Store, run: Run, node: string | undefined): string {
  const failed = store.executions.firstFailed(run.number)
  if (node === undefined) return (failed?.task ? store.tasks.get(failed.task)?.id : null) ?? run.id
  const [, name = '', nth] = /^(.*?)(?:\/(\d{1,9}))?$/s.exec(node) ?? []
  const step = store.executions.steps(run.number).find((row) => row.name === name)
  const row =
    step &&
    (nth === undefined
      ? store.executions.toldOf(run.number, step.position)
      : store.executions.ofNth(run.number, step.position, Number(nth)))
  const task = row?.task ?? (row?.result == null ? null : (store.objects.result(row.result)?.task ?? null))
  const found = task === null || task === undefined ? null : store.tasks.get(task)
  if (found) return found.id
  throw new AppError(
    'not-found',
    step ? `Run ${run.number} has no log of "${node}".` : `Run ${run.number} has no step "${name}".`,
  )
}
