import type { BulkResult } from '../../../shared/contract/tasks.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Bulk, Operation, Refusal } from '../../../shared/model/operation.ts'
import type { Trigger } from '../../../shared/model/run.ts'
import { actAs } from '../base/actor.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { createWakeLoop, type StorageState } from '../base/wake-loop.ts'
import { type Core, withdrawAll } from '../queue/queue.ts'
import type { OperationRow, OperationTarget } from '../store/operations.ts'
import { actOnRun, withRefusal } from './act-on-run.ts'
import { deleteLogs, deletePieces } from './delete-run.ts'
import { createTargets } from './operation-target.ts'
import { type Act, prepareReruns } from './reruns.ts'
import type { WaitingRuns } from './waiting.ts'

/** How long one write may take, so that others do not wait for long. */
const writeMs = 8
/** The most runs that are read for one write. */
const batch = 250
/** To start a run again, more must be read. */
const rerunBatch = 25

type Parts = {
  core: Core
  clock: Clock
  log: Log
  storage: StorageState
  dataFolder: string
  waiting: Pick<WaitingRuns, 'told'>
  changed: (id: string) => void
}

export type Operations = ReturnType<typeof createOperations>

/**
 * Acts on many runs, from the newest down, a portion at a time. The progress is part of the write that acts: a crash skips no run
 * and acts on none twice. A run that refuses does not keep the others from it.
 */
export function createOperations({ core, clock, log, storage, dataFolder, waiting, changed }: Parts) {
  const { store } = core
  const targets = createTargets(store, clock, waiting)
  /** The operations that are at work, each once. */
  const working = new Map<number, Promise<void>>()
  let isStopped = false
  const loop = createWakeLoop({ clock, log, storage }, { failure: 'could not continue an operation', look, nextDue: () => null })

  async function look(): Promise<void> {
    await Promise.all(store.operations.running().map(work))
  }

  function work(number: number): Promise<void> {
    const known = working.get(number)
    if (known) return known
    const { actor } = store.operations.get(number)
    const work = actAs(actor, () => goOn(number)).finally(() => working.delete(number))
    working.set(number, work)
    return work
  }

  async function goOn(number: number): Promise<void> {
    try {
      while (!isStopped && (await step(number))) await new Promise(setImmediate)
    } catch (error) {
      if (isStopped) return
      if (error instanceof AppError && error.code === 'unavailable') throw error
      if (!(error instanceof AppError)) log.error('an operation failed', { error })
      const why = error instanceof AppError ? error.message : 'LocalFlow failed in an unexpected way. Its log has the details.'
      await store.submit('continue an operation', () => store.operations.end(number, 'failed', why, clock.now()))
    }
  }

  /** False: it has ended. */
  async function step(number: number): Promise<boolean> {
    const row = store.operations.get(number)
    if (row.state !== 'running') return false
    const { numbers, next } = await targets.next(row, row.action === 'rerun' ? rerunBatch : batch)
    if (row.action === 'delete') for (const run of numbers) await thin(run)
    const act = await actionOf(row, numbers)
    const acted = await store.submit('continue an operation', () => actOn(number, numbers, next, act))
    changed(row.id)
    await deleteLogs(dataFolder, acted.logs)
    return acted.goesOn
  }

  async function actionOf({ action, target }: OperationRow, numbers: number[]): Promise<Act> {
    if (action === 'rerun') return prepareReruns(core, numbers, target.trigger ?? 'hand', clock)
    return (run) => actOnRun(core, action, run, clock.now())
  }

  /** A run that has not ended, or is gone, is refused when its turn comes. */
  async function thin(number: number): Promise<void> {
    if (store.runs.byNumber(number)?.endedAt != null) await deletePieces({ ...core, dataFolder }, number)
  }

  /** One write: acts on as many of the runs as there is time for, and records how far it came. `next` is null after the last. */
  function actOn(number: number, numbers: number[], next: number | null, act: Act): { logs: string[]; goesOn: boolean } {
    const row = store.operations.get(number)
    if (row.state !== 'running') return { logs: [], goesOn: false }
    const now = clock.now()
    const withdrawn = row.action === 'cancel' ? withdrawAll(core, runsOf(numbers), now) : new Set<number>()
    const progress = { ...row, done: row.done + withdrawn.size }
    const logs: string[] = []
    const until = performance.now() + writeMs
    const left = numbers.filter((run) => !withdrawn.has(run))
    let acted = 0
    // Queued runs were cancelled together, so all of a portion count.
    const hasTime = () => acted === 0 || row.action === 'cancel' || performance.now() < until
    for (; acted < left.length && hasTime(); acted++) {
      const run = left[acted] ?? 0
      try {
        logs.push(...store.part(() => act(run)))
        progress.done++
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        progress.refused++
        progress.reasons = withRefusal(progress.reasons, String(run), error)
      }
    }
    const last = left[acted - 1]
    const isWhole = acted === left.length
    store.operations.setProgress({ ...progress, next: isWhole ? (next ?? 0) : (last ?? row.next) })
    if (isWhole && next === null) store.operations.end(number, 'done', null, now)
    return { logs, goesOn: !(isWhole && next === null) }
  }

  const runsOf = (numbers: number[]) => numbers.flatMap((number) => store.runs.byNumber(number) ?? [])

  async function create({ action, refs, filter }: Bulk, trigger: Trigger): Promise<OperationRow> {
    const unknown: Refusal[][] = [[]]
    const target: OperationTarget = filter
      ? { listed: filter }
      : {
          numbers: numbersOf(refs ?? [], (ref) =>
            unknown.unshift(withRefusal(unknown[0] ?? [], ref, new AppError('not-found', `There is no run "${ref}".`))),
          ),
        }
    const next = store.runs.newest() + 1
    const { count, isPart } = await targets.count(target, next)
    const [reasons = []] = unknown
    const refused = reasons.reduce((sum, each) => sum + each.count, 0)
    return store.submit('start an operation', () =>
      store.operations.create(
        {
          action,
          target: { ...target, ...(action === 'rerun' && { trigger }) },
          next,
          total: count + refused,
          isPart,
          refused,
          reasons,
        },
        clock.now(),
      ),
    )
  }

  /** Each once, the largest first. */
  function numbersOf(refs: string[], missing: (ref: string) => void): number[] {
    const found = refs.flatMap((ref) => {
      const run = store.runs.find(ref)
      if (!run) missing(ref)
      return run?.number ?? []
    })
    return [...new Set(found)].sort((a, b) => b - a)
  }

  async function start(bulk: Bulk, trigger: Trigger = 'hand'): Promise<Operation> {
    const row = await create(bulk, trigger)
    changed(row.id)
    // What fails is tried again by the loop.
    void work(row.number).catch(() => loop.retry())
    return viewOf(row)
  }

  return {
    start,
    service: {
      start: loop.start,
      stop(): void {
        isStopped = true
        loop.stop()
      },
    },
    /** Resolves when it has ended. */
    async perform(bulk: Bulk, trigger: Trigger = 'hand'): Promise<BulkResult> {
      const { number } = await create(bulk, trigger)
      await work(number)
      if (isStopped) throw new AppError('unavailable', 'LocalFlow is stopping. The operation continues at the next start.')
      const { id, done, refused, reasons, state, error } = store.operations.get(number)
      if (state === 'failed') throw new AppError('invalid', error ?? '')
      return { done, refused, problems: reasons.flatMap(({ problems }) => problems).slice(0, 10), operation: id }
    },
    /** Of one run, at once. */
    async remove(ref: string): Promise<{ id: string }> {
      const run = store.runs.find(ref)
      if (!run) throw new AppError('not-found', `There is no run "${ref}".`)
      await thin(run.number)
      const logs = await store.submit('delete a run', () => actOnRun(core, 'delete', run.number, clock.now()))
      await deleteLogs(dataFolder, logs)
      return { id: run.id }
    },
    list: (state: Operation['state'] | null, limit: number): Operation[] =>
      (state === 'running' ? store.operations.inProgress() : store.operations.newest(limit))
        .filter((row) => state === null || row.state === state)
        .map(viewOf),
    get: (id: string): Operation => viewOf(store.operations.find(id)),
    /** What was done stays done. */
    async cancel(id: string): Promise<Operation> {
      const { number } = store.operations.find(id)
      const isEnded = await store.submit('cancel an operation', () =>
        store.operations.end(number, 'cancelled', null, clock.now()),
      )
      const row = store.operations.get(number)
      if (!isEnded) throw new AppError('conflict', `This operation has already ended (${row.state}).`)
      changed(id)
      return viewOf(row)
    },
  }
}

const viewOf = ({ number: _, target, next: __, ...row }: OperationRow): Operation => ({
  ...row,
  q: 'listed' in target ? (target.listed.q ?? null) : null,
})
