import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Backoff } from '../../../shared/backoff.ts'
import type { Reason, Stage, State } from '../../../shared/run-state.ts'
import type { OperationLabel } from '../store/operation-labels.ts'
import type { QueueRow } from '../store/queues.ts'
import type { Store } from '../store/store.ts'
import { recordAsks } from '../testing/asks.ts'
import { coreOf } from '../testing/core.ts'
import { openTestStore, spec, temporaryFolder } from '../testing/engine.ts'
import type { Claim, Ending } from './attempt.ts'
import { cancelRun } from './cancel.ts'
import { claimNext, leaseMs } from './claim.ts'
import { enqueue } from './enqueue.ts'
import { finish } from './finish.ts'
import { extend, rescue } from './lease.ts'
import { moveToFront } from './move-to-front.ts'
import { retryRun } from './retry-run.ts'

const queueNames = ['default', 'a', 'b'] as const
type Queue = (typeof queueNames)[number]
type Wait = { kind: 'fixed' | 'exponential'; delayMs: number; maxMs: number }

type Step =
  | { do: 'enqueue'; queue: Queue; priority: number; delay: number; tries: number; wait: Wait }
  | { do: 'claim'; places: number }
  | { do: 'cancel' | 'retry' | 'front'; which: number }
  | { do: 'extend'; which: number }
  | { do: 'finish'; which: number; how: 'succeeded' | 'failed' | 'lost' | 'stopped' }
  | { do: 'queue'; queue: Queue; state: 'open' | 'paused' | 'draining'; cap: number | null }
  | { do: 'pass'; ms: number }
  | { do: 'rescue' | 'crash' }

const which = fc.nat(60)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        do: fc.constant('enqueue' as const),
        queue: fc.constantFrom(...queueNames),
        priority: fc.integer({ min: -2, max: 2 }),
        delay: fc.constantFrom(0, 0, 500, 2_000),
        tries: fc.integer({ min: 1, max: 4 }),
        wait: fc.record({
          kind: fc.constantFrom('fixed' as const, 'exponential' as const),
          delayMs: fc.constantFrom(0, 500, 1_000),
          maxMs: fc.constantFrom(1_500, 10_000),
        }),
      }),
    },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('claim' as const), places: fc.integer({ min: 1, max: 3 }) }) },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('finish' as const),
        which,
        how: fc.constantFrom('succeeded' as const, 'failed' as const, 'failed' as const, 'lost' as const, 'stopped' as const),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('extend' as const), which }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'retry' as const, 'front' as const), which }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('queue' as const),
        queue: fc.constantFrom(...queueNames),
        state: fc.constantFrom('open' as const, 'open' as const, 'paused' as const, 'draining' as const),
        cap: fc.constantFrom(null, 1, 2),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(1, 500, 2_000, leaseMs) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('rescue' as const, 'crash' as const) }) },
  ),
  { minLength: 10, maxLength: 60, size: 'max' },
)

/** The expected state of a task, in the plainest form. */
type Entry = {
  seq: number
  run: number
  queue: Queue
  priority: number
  dueAt: number
  tries: number
  wait: Wait
  status: State
  stage: Stage | null
  reason: Reason | null
  attempts: number
  /** Attempts made before a person last retried it. */
  before: number
  maxAttempts: number
  lost: number
  token: string | null
  leaseUntil: number | null
  stopAsked: boolean
}

const fields = [
  'seq',
  'run',
  'queue',
  'priority',
  'dueAt',
  'status',
  'stage',
  'reason',
  'attempts',
  'maxAttempts',
  'lost',
] as const
const shown = (entry: Record<(typeof fields)[number] | 'token' | 'leaseUntil', unknown>) =>
  Object.fromEntries([...fields, 'token' as const, 'leaseUntil' as const].map((name) => [name, entry[name]]))

function createModel() {
  const tasks: Entry[] = []
  const queues = new Map(queueNames.map((name) => [name, { state: 'open', cap: null as number | null }]))
  const runningIn = (queue: string) => tasks.filter((task) => task.status === 'running' && task.queue === queue).length
  const end = (task: Entry, status: State, reason: Reason | null) =>
    Object.assign(task, { status, reason, stage: null, token: null, leaseUntil: null })

  function claim(places: number, now: number): Entry[] {
    for (const task of tasks) if (task.stage === 'delayed' && task.dueAt <= now) task.stage = 'ready'
    const order = tasks
      .filter(({ stage, queue }) => stage === 'ready' && queues.get(queue)?.state !== 'paused')
      .sort((a, b) => b.priority - a.priority || a.dueAt - b.dueAt || a.seq - b.seq)
    const taken: Entry[] = []
    for (const task of order) {
      const cap = queues.get(task.queue)?.cap ?? Number.POSITIVE_INFINITY
      const busy = runningIn(task.queue) + taken.filter(({ queue }) => queue === task.queue).length
      if (taken.length < places && busy < cap) taken.push(task)
    }
    return taken
  }

  function finished(task: Entry, how: Ending['type'], now: number): void {
    if (how === 'succeeded') return void end(task, 'succeeded', null)
    if (how === 'stopped' || (how === 'lost' && task.stopAsked)) return void end(task, 'cancelled', 'stopped')
    const lost = how === 'lost' ? task.lost + 1 : 0
    if (task.stopAsked || task.attempts >= task.maxAttempts || lost === 3)
      return void end(task, 'failed', how === 'lost' ? 'lost' : 'error')
    const { kind, delayMs, maxMs } = task.wait
    const wait = Math.min(maxMs, kind === 'fixed' ? delayMs : delayMs * 2 ** (task.attempts - task.before - 1))
    const stage = wait > 0 ? 'delayed' : 'ready'
    Object.assign(task, { status: 'queued', stage, dueAt: now + wait, lost, token: null, leaseUntil: null })
  }

  function counts(queue: string) {
    const count = (holds: (task: Entry) => boolean) => tasks.filter((task) => task.queue === queue && holds(task)).length
    const at = (stage: Stage) => count((task) => task.stage === stage)
    return { ready: at('ready'), delayed: at('delayed'), held: at('held'), running: runningIn(queue) }
  }

  return { tasks, queues, runningIn, end, claim, finished, counts }
}

const endings: Record<'succeeded' | 'failed' | 'lost' | 'stopped', Ending> = {
  succeeded: { type: 'succeeded', result: 1, facts: null },
  failed: { type: 'failed', reason: 'error', error: 'on purpose', facts: null },
  lost: { type: 'lost' },
  stopped: { type: 'stopped', facts: null },
}

/** Does a step in both worlds, and compares them. */
async function play(all: Step[]): Promise<void> {
  const folder = temporaryFolder()
  const model = createModel()
  const claims: Claim[] = []
  let store = openTestStore(folder)
  let core = coreOf(store)
  let now = 1_700_000_000_000
  const random = () => 0.5

  async function refused(why: string, label: OperationLabel, op: () => unknown): Promise<void> {
    await expect(store.submit(label, op)).rejects.toMatchObject({ code: why })
  }

  async function step(does: Step): Promise<void> {
    switch (does.do) {
      case 'enqueue': {
        const { queue, priority, delay, tries, wait } = does
        const retry = { maxAttempts: tries, backoff: Backoff.parse(wait) }
        const body = { kind: 'builtin' as const, name: 'noop' as const }
        const order = { title: 'a', trigger: 'api' as const, spec: spec({ body, queue, priority, retry }), dueAt: now + delay }
        if (model.queues.get(queue)?.state === 'draining') return refused('conflict', 'enqueue', () => enqueue(core, order, now))
        const { run, task } = await store.submit('enqueue', () => enqueue(core, order, now))
        const fresh = {
          attempts: 0,
          before: 0,
          maxAttempts: tries,
          lost: 0,
          token: null,
          leaseUntil: null,
          stopAsked: false,
          reason: null,
        }
        const stage = delay > 0 ? 'delayed' : 'ready'
        const facts = { seq: task.seq, run: run.number, queue, priority, dueAt: now + delay, tries, wait }
        model.tasks.push({ ...facts, ...fresh, status: 'queued', stage })
        return
      }
      case 'claim': {
        const expected = model.claim(does.places, now)
        const freeIn = ({ name, cap }: { name: string; cap: number | null }) =>
          cap === null ? Number.POSITIVE_INFINITY : Math.max(0, cap - model.runningIn(name))
        const made = await store.submit('claim', () => claimNext(core, { free: does.places, freeIn }, () => 1, now))
        expect(made.map(({ task }) => task)).toEqual(expected.map(({ seq }) => seq))
        for (const [index, task] of expected.entries()) {
          const token = made[index]?.attemptId ?? ''
          const begun = { attempts: task.attempts + 1, token, leaseUntil: now + leaseMs, stopAsked: false }
          Object.assign(task, { status: 'running', stage: null, ...begun })
          expect(made[index]?.attempt).toBe(task.attempts)
        }
        claims.push(...made)
        return
      }
      case 'pass':
        now += does.ms
        return
      case 'rescue': {
        const stale = model.tasks.filter(({ leaseUntil }) => leaseUntil !== null && leaseUntil <= now)
        expect(await store.submit('extend leases', () => rescue(core, () => true, now, random))).toBe(0)
        expect(await store.submit('extend leases', () => rescue(core, () => false, now, random))).toBe(stale.length)
        for (const task of stale) model.finished(task, 'lost', now)
        return
      }
      case 'crash':
        store.close()
        store = openTestStore(folder)
        core = coreOf(store)
        return
      case 'queue': {
        const { queue: name, state, cap } = does
        await store.submit('save a queue', () => {
          store.queues.need(name, now)
          store.queues.update({ ...(store.queues.get(name) as QueueRow), state, cap }, now)
        })
        model.queues.set(name, { state, cap })
        return
      }
      case 'finish':
      case 'extend':
        return claims.length === 0 ? undefined : onClaim(does, claims[does.which % claims.length] as Claim)
      default:
        return model.tasks.length === 0 ? undefined : onTask(does.do, model.tasks[does.which % model.tasks.length] as Entry)
    }
  }

  /** A claim may be an old one: then nothing happens. */
  async function onClaim(does: Extract<Step, { do: 'finish' | 'extend' }>, claim: Claim): Promise<void> {
    const holder = model.tasks.find(({ token }) => token === claim.attemptId)
    if (does.do === 'extend') {
      expect(await store.submit('extend leases', () => extend(store, [claim], now))).toEqual(holder ? [] : [claim.attemptId])
      if (holder) holder.leaseUntil = now + leaseMs
      return
    }
    const ending = endings[does.how]
    expect(await store.submit('record an end', () => finish(core, claim, ending, now, random))).toBe(holder !== undefined)
    if (holder) model.finished(holder, ending.type, now)
  }

  async function onTask(does: 'cancel' | 'retry' | 'front', task: Entry): Promise<void> {
    const { status, stage, token } = task
    if (does === 'front') {
      if (status !== 'queued') return refused('conflict', 'move a task to the front', () => moveToFront(store, task.seq, now))
      await store.submit('move a task to the front', () => moveToFront(store, task.seq, now))
      const others = model.tasks.filter((other) => other.queue === task.queue && other.stage === 'ready')
      const priority = Math.max(100, ...others.map((other) => other.priority)) + 1
      return void Object.assign(task, { stage: 'ready', priority, dueAt: Math.min(task.dueAt, now) })
    }
    if (does === 'cancel') {
      if (stage === null && token === null)
        return refused('conflict', 'cancel a run', () => cancelRun(core, task.run, 'stopped', now))
      const { stopped } = recordAsks(store)
      await store.submit('cancel a run', () => cancelRun(core, task.run, 'stopped', now))
      expect(stopped).toEqual(token === null ? [] : [token])
      if (token === null) model.end(task, 'cancelled', 'withdrawn')
      else task.stopAsked = true
      return
    }
    if (status !== 'failed' && status !== 'cancelled')
      return refused('conflict', 'retry a run', () => retryRun(core, task.run, now))
    await store.submit('retry a run', () => retryRun(core, task.run, now))
    const again = { maxAttempts: task.attempts + task.tries, before: task.attempts, lost: 0, reason: null, stopAsked: false }
    Object.assign(task, { status: 'queued', stage: 'ready', dueAt: now, ...again })
  }

  for (const does of all) {
    await step(does)
    agree(store, model)
  }
  store.close()
}

function agree(store: Store, model: ReturnType<typeof createModel>): void {
  for (const task of model.tasks) {
    const row = store.tasks.get(task.seq)
    expect(row && shown(row)).toEqual(shown(task))
    const tries = store.attempts.ofTask(task.seq)
    expect(tries.map(({ number }) => number)).toEqual(Array.from({ length: task.attempts }, (_, index) => index + 1))
    expect(tries.filter(({ status }) => status === 'running').map(({ id }) => id)).toEqual(
      task.token === null ? [] : [task.token],
    )
    const run = store.runs.byNumber(task.run)
    expect(run?.endedAt === null).toBe(task.stage !== null || task.token !== null)
    if (run?.endedAt !== null) expect(run?.status).toBe(task.status)
    else expect(run?.retryAt !== null).toBe(run?.status === 'running' && task.stage !== null)
  }
  for (const name of queueNames) expect({ name, ...store.tally.of(name) }).toEqual({ name, ...model.counts(name) })
}

const seed = process.env['MODEL_SEED'] === undefined ? {} : { seed: Number(process.env['MODEL_SEED']) }
const numRuns = Number(process.env['MODEL_RUNS'] ?? 120)

it('the queue does what a plain model of it does, whatever comes in whatever order', { timeout: 600_000 }, async () => {
  await fc.assert(fc.asyncProperty(steps, play), { numRuns, ...seed })
})
