import type { Stage } from '../../../shared/run-state.ts'
import { newId } from '../base/ids.ts'
import type { Store } from '../store/store.ts'
import type { Work } from '../store/tasks.ts'
import type { Claim } from './attempt.ts'
import type { Core } from './run-kind.ts'
import { type Slots as AllSlots, isApart, queuesApart } from './slots.ts'

/** The number of slots for work, and how many tasks a queue may start by its own limit. */
type Slots = Pick<AllSlots, 'free' | 'freeIn'>

/** How long a holder may be silent. */
export const leaseMs = 180_000
/** Tasks that come due at the same time become ready in portions of this size. */
const dueBatch = 1_000

/**
 * Claims tasks that may start, by priority, then by due time, then by arrival. Each is meant for the runner that `runner`
 * names. `leftOut` is called for tasks that turn out not to be startable: others may start instead. Call inside a write.
 */
export function claimNext(core: Core, slots: Slots, runner: () => number, now: number, leftOut = (): void => {}): Claim[] {
  const { store } = core
  if (looksAhead(store, slots) && (store.tasks.nextDue() ?? Number.POSITIVE_INFINITY) <= now)
    for (const task of store.tasks.due(now, dueBatch)) store.tasks.setReady(task, 'delayed')
  const first = firstOf(store, slots)
  const free = first.filter((work) => core.kinds[work.runKind].mayStart(core, work, now))
  if (free.length < first.length) leftOut()
  return free.map((work) => begin(core, work, runner(), now))
}

/** Whether a hook or a check could start at once: a run that has just started may have brought its hooks along. */
export const mayStartApart = (store: Store, { freeIn }: Pick<Slots, 'freeIn'>): boolean =>
  queuesApart.some((queue) => store.tally.of(queue).ready > 0) &&
  store.queues
    .states()
    .some((queue) => isApart(queue.name) && queue.state !== 'paused' && store.tally.of(queue.name).ready > 0 && freeIn(queue) > 0)

/** Whether a task that comes due could start. */
export const looksAhead = (store: Store, { free }: Pick<Slots, 'free'>): boolean =>
  free > 0 || queuesApart.some((queue) => store.tally.of(queue).delayed > 0)

function firstOf(store: Store, slots: Slots): Work[] {
  const lists = store.queues
    .states()
    .filter(({ state }) => state !== 'paused')
    .map((queue) => ({
      name: queue.name,
      free: isApart(queue.name) ? slots.freeIn(queue) : Math.min(slots.free, slots.freeIn(queue)),
    }))
    .filter(({ free }) => free > 0)
    .map(({ name, free }) => store.tasks.ready(name, free))
    .filter((list) => list.length > 0)
  if (lists.length <= 1) return lists[0] ?? []
  const [apart, others] = [lists.filter(isOfApart), lists.filter((list) => !isOfApart(list))]
  return [...apart.flat(), ...others.flat().sort(before).slice(0, slots.free)]
}

const isOfApart = ([first]: Work[]): boolean => first !== undefined && isApart(first.queue)

const before = (a: Work, b: Work): number => b.priority - a.priority || a.dueAt - b.dueAt || a.task - b.task

function begin(core: Core, work: Work, runner: number, now: number, place: Stage = 'ready'): Claim {
  const { store } = core
  const attemptId = newId(now)
  const { task, queue } = work
  const claim = { ...work, attemptId, attempt: work.attempts + 1, logPath: logPathOf(attemptId, now), startedAt: now, runner }
  store.moves.task('start', { task, queue, place, at: now, newToken: attemptId, runner, leaseUntil: now + leaseMs })
  core.kinds[work.runKind].started(core, claim, now)
  return claim
}

/** Claims a task that a worker fetched, for the duration of its lease; null: it must not start. Call inside a write. */
export function claimFor(core: Core, seq: number, leaseUntil: number, now: number): Claim | null {
  const { store } = core
  const work = store.tasks.work(seq)
  if (!core.kinds[work.runKind].mayStart(core, work, now)) return null
  const claim = begin(core, work, 1, now, 'held')
  store.tasks.extend(seq, claim.attemptId, leaseUntil)
  return claim
}

/** A claim by an earlier engine of this data folder. */
export function claimAgain(store: Store, seq: number, token: string): Claim {
  const work = store.tasks.work(seq)
  const { startedAt = 0, logPath = '', runner = 1 } = store.attempts.begun(seq, work.attempts) ?? {}
  return { ...work, attemptId: token, attempt: work.attempts, logPath, startedAt, runner }
}

let day = { from: 0, folder: '' }

/** By day, so that no folder grows forever. */
function logPathOf(attemptId: string, now: number): string {
  if (now < day.from || now >= day.from + 86_400_000) {
    const from = now - (now % 86_400_000)
    day = { from, folder: new Date(from).toISOString().slice(0, 10).replaceAll('-', '/') }
  }
  return `logs/${day.folder}/${attemptId}.log`
}
