import { AppError } from '../../../shared/errors.ts'
import type { Json } from '../../../shared/model/json.ts'
import type { Run } from '../../../shared/model/run.ts'
import { moves, type Reason } from '../../../shared/run-state.ts'
import {
  type Cancellation,
  type Claim,
  type Core,
  checkOf,
  factsOf,
  type Outcome,
  type OwnHooks,
  type RunEnd,
  type RunKind,
} from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import type { TaskRow, Work } from '../store/tasks.ts'
import { deleteResults } from './delete-run.ts'
import { jobDetail, jobLogOwner } from './job-detail.ts'

type Becoming = {
  /** Why the run cannot start, as a sentence; null: it can. */
  problem(core: Core, claim: Claim): string | null
  begin(core: Core, work: Work, now: number): RunEnd[]
}

type Parts = {
  /** A job whose body is a flow or a pipeline becomes a run of that when its task has succeeded. */
  becoming: { flow: Becoming; pipeline: Becoming }
  /** Records the artifacts of an attempt. */
  keepFiles(store: Store, work: Work, outcome: Outcome, now: number): void
  /** What is checked when a run is about to start. */
  preconditions: { mayStart: RunKind['mayStart']; ended: RunKind['continue'] }
  /** For a new run of the current version of the job, or of the same command. */
  prepareAgain: RunKind['prepareAgain']
}

/** A run of a job, or of one command: it has one task, whose end is its own. */
export function createJobRunKind({ becoming, keepFiles, preconditions, prepareAgain }: Parts): RunKind {
  const next = (type: Work['type'], { move, stopAsked }: Pick<Outcome, 'move' | 'stopAsked'>): Becoming | null =>
    (type === 'flow' || type === 'pipeline') && move === 'succeed' && !stopAsked ? becoming[type] : null

  return {
    mayStart: preconditions.mayStart,
    started(core, claim, now) {
      const { store } = core
      const { run: number, runId: id, jobId, attempt } = claim
      const startSeq = attempt === 1 ? store.events.newestSeq() + 1 : null
      const starts = store.moves.run('start', { run: number, at: now, startSeq })
      if (!starts) store.moves.resumeRun(number)
      if (starts && startSeq !== null) store.events.announceStart({ number, id, jobId }, now)
      else note(store, claim, 'started', { attempt }, now)
      const { hooks } = claim.spec
      if (starts && hooks.length > 0) core.startHooks(core, number, { at: 'start' }, { hooks, base: claim.spec }, now)
    },
    verdict(core, claim, ending, stopAsked) {
      const then = ending.type === 'succeeded' ? next(claim.type, { move: 'succeed', stopAsked }) : null
      const problem = then?.problem(core, claim) ?? null
      return problem === null ? ending : { type: 'failed', reason: 'could-not-start', error: problem, facts: null }
    },
    atMostOnce: () => false,
    retrying(core, work, outcome, { dueAt: retryAt }, now) {
      const { store } = core
      const { attempt, reason, error } = outcome
      keepFiles(store, work, outcome, now)
      store.moves.run('retry', { run: work.run, at: now, retryAt, error })
      note(store, work, 'attempt failed', { attempt, reason, error, ...exitOf(outcome), retryAt }, now)
      const { exitCode } = exitOf(outcome)
      const { hooks } = work.spec
      if (hooks.length > 0) core.startHooks(core, work.run, { at: 'retry', error, exitCode }, { hooks, base: work.spec }, now)
      return retryAt > now ? 'delayed' : 'ready'
    },
    ended(core, work, outcome, now) {
      const { store } = core
      keepFiles(store, work, outcome, now)
      return next(work.type, outcome)?.begin(core, work, now) ?? endRun(store, work, outcome, now)
    },
    cancel: ({ store }, run, how, now) => cancelJobRun(store, run, how, now),
    retry: (core, run, now) => retryJobRun(core, run, now),
    continue: (core, wait, now) => (wait.kind === 'child' ? preconditions.ended(core, wait, now) : []),
    hooks: ({ store }, { jobId, version }) => hooksOfJob(store, jobId, version),
    childEnvironment: async () => ({}),
    takesParam: () => true,
    // A person wrote everything in a job.
    secretUse: ({ jobId, spec }) => jobId !== null || spec.secrets,
    keeps: { output: true, result: true, files: 'always', unkeptFails: false },
    prepareAgain,
    detail: ({ store }, run, whyWaiting) => jobDetail(store, run, whyWaiting),
    definition: () => null,
    result(store, run) {
      const [task] = store.tasks.ofRun(run)
      return task ? (store.tasks.result(task.seq) as Json) : null
    },
    logOwner: ({ store }, run, node) => jobLogOwner(store, run, node),
    deletePieces: deleteResults,
  }
}

const exitOf = ({ ending }: Outcome): { exitCode: number | null; signal: string | null } => ({
  exitCode: factsOf(ending)?.exitCode ?? null,
  signal: factsOf(ending)?.signal ?? null,
})

function endRun(store: Store, work: Work, outcome: Outcome, now: number): RunEnd[] {
  const { run: number, runId: id, jobId } = work
  const { move, reason, error, attempt, at, ms } = outcome
  const { to: status } = moves[move]
  const exit = exitOf(outcome)
  store.moves.run(move, { run: number, at, reason, error, ...exit })
  note(store, work, status, { attempt, reason, error, ...exit, ms }, now)
  return [{ number, id, jobId, status, hadStarted: true, hooks: { hooks: work.spec.hooks, base: work.spec } }]
}

function cancelJobRun(store: Store, run: Run, { why }: Cancellation, now: number): RunEnd[] {
  const tasks = store.tasks.ofRun(run.number)
  for (const task of tasks) cancelTask(store, run, task, why, now)
  if (tasks.some(({ status }) => status === 'running')) return []
  const check = run.status === 'queued' ? checkOf(store, run.number) : null
  if (check !== null) store.runWaits.add({ run: check, step: '', kind: 'stop', dueAt: 0 }, now)
  const hadStarted = run.status !== 'queued'
  const reason: Reason = hadStarted || why === 'replaced' ? why : 'withdrawn'
  // A run between two attempts has started, so it is stopped instead of cancelled.
  store.moves.run(hadStarted ? 'stop' : 'withdraw', { run: run.number, at: now, reason, error: run.error })
  store.events.appendOfRun(run, 'cancelled', { reason }, now)
  return [{ ...run, status: 'cancelled', hadStarted }]
}

function cancelTask(store: Store, run: Run, task: TaskRow, why: Cancellation['why'], now: number): void {
  const reason = why === 'replaced' ? why : 'withdrawn'
  store.moves.task('withdraw', { task: task.seq, queue: task.queue, place: task.stage, at: now, reason })
  if (task.status !== 'running' || task.token === null) return
  if (store.tasks.askStop(task.seq, why, now))
    store.events.appendOfRun(run, 'stop asked', why === 'replaced' ? { reason: why } : {}, now)
  store.asks.stop(task.token)
}

/** The run has all of its attempts again. */
function retryJobRun({ store }: Core, run: Run, now: number): void {
  requireRetryable(run)
  const { number } = run
  const held = waitsForOther(store, run)
  const stage = held ? 'held' : 'ready'
  store.moves.run('reopen', { run: number, at: now })
  store.runs.setHeld(number, held)
  for (const task of store.tasks.ofRun(number)) {
    if (task.status === 'succeeded') continue
    store.queues.need(task.queue, now)
    // A person starts it now, so it does not wait for its conditions again.
    store.deferrals.remove(task.seq)
    const { retry } = store.tasks.work(task.seq).spec
    const facts = { task: task.seq, queue: task.queue, place: null, at: now, dueAt: now }
    store.moves.task('reopen', { ...facts, stage, maxAttempts: task.attempts + retry.maxAttempts })
  }
  store.events.appendOfRun(run, 'retried', { was: run.status }, now)
}

/** Another run of its job is active, and runs must not overlap. */
const waitsForOther = (store: Store, { jobId }: Run): boolean =>
  jobId !== null && store.jobs.overlap(jobId) !== 'allow' && store.runs.activeOfJob(jobId) !== null

function requireRetryable({ number, status, endedAt }: Run): void {
  if (endedAt === null)
    throw new AppError('conflict', `Could not retry run ${number}: it has not ended (${status}). Cancel it first.`)
  if (status === 'succeeded') throw new AppError('conflict', `Could not retry run ${number}: it succeeded. Re-run it instead.`)
}

/** A command without a job has none. */
export function hooksOfJob(store: Store, jobId: string | null, version: number | null): OwnHooks {
  if (jobId === null || version === null) return { hooks: [], base: null }
  const spec = store.jobs.spec(jobId, version)
  return { hooks: spec.hooks, base: spec }
}

const note = (store: Store, { run, runId, jobId }: Work, type: string, data: Record<string, unknown>, now: number): void =>
  store.events.appendOfRun({ number: run, id: runId, jobId }, type, data, now)
