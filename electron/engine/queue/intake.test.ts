import { describe, expect, it } from 'vitest'
import { type Actor, apiTokenActor } from '../../../shared/model/actor.ts'
import type { Trigger } from '../../../shared/model/run.ts'
import { TaskDraft } from '../../../shared/model/task.ts'
import { actAs } from '../base/actor.ts'
import { systemClock } from '../base/clock.ts'
import { leveled } from '../base/log.ts'
import type { Engine } from '../engine.ts'
import { openDb } from '../store/db.ts'
import { coreOf } from '../testing/core.ts'
import { openTestStore, startTestEngine, until, untilEnded } from '../testing/engine.ts'
import { countCommits, failToBegin, misreportNextCommit } from '../testing/statement-faults.ts'
import { type Row, rowsOf } from '../testing/store.ts'
import { enqueue } from './enqueue.ts'
import { type BatchOutcome, createIntake } from './intake.ts'
import { dueOf, prepareTask } from './prepare-task.ts'

const noop = (input: unknown, over: object = {}): TaskDraft =>
  TaskDraft.parse({ type: 'builtin', payload: { name: 'noop', input }, ...over })
const many = (count: number, over: (n: number) => object = () => ({})): TaskDraft[] =>
  Array.from({ length: count }, (_, n) => noop(n, over(n)))
const numbersOf = (outcomes: BatchOutcome[]) =>
  outcomes.map((outcome) => (outcome instanceof Error ? outcome : outcome.task.runNumber))
const from = (first: number, count: number) => Array.from({ length: count }, (_, n) => first + n)

async function pausedEngine(log = leveled('error', () => {})): Promise<Engine> {
  const engine = await startTestEngine({ dispatch: false, log })
  await engine.queues.pause('default', undefined)
  return engine
}

describe('a batch', () => {
  it('is queued in its order, with an event and a place in the counts for each task', async () => {
    const engine = await pausedEngine()
    const outcomes = await engine.tasks.createMany(many(730), 'api')
    expect(numbersOf(outcomes)).toEqual(from(1, 730))
    expect(engine.queues.list()).toMatchObject([{ name: 'default', ready: 730 }])
    const { items } = await engine.tasks.list({ status: 'queued', stage: 'ready', queue: null, cursor: null, limit: 3 })
    expect(items.map(({ runNumber }) => runNumber)).toEqual([1, 2, 3])
    expect(engine.runs.events(items[2]?.runId ?? '')).toMatchObject([{ type: 'queued', data: { jobId: null, trigger: 'api' } }])
  })

  it('is executed to its last task, which the dispatcher is woken for', async () => {
    const engine = await startTestEngine()
    const outcomes = await engine.tasks.createMany(many(300), 'api')
    const last = outcomes.at(-1) as Exclude<BatchOutcome, Error>
    expect(await untilEnded(engine, last.task.runId)).toMatchObject({ status: 'succeeded' })
    await until(() => engine.info().queued + engine.info().running === 0)
    expect(engine.tasks.get(last.task.id)).toMatchObject({ status: 'succeeded', result: 299 })
  })

  it('shares its commits: few hundred tasks in each', async () => {
    const engine = await pausedEngine()
    const commits = countCommits()
    await engine.tasks.createMany(many(1_000), 'api')
    expect(commits()).toBeLessThanOrEqual(20)
  })

  it('refuses an invalid task without affecting the others', async () => {
    const engine = await pausedEngine()
    await engine.tasks.createMany([noop(0, { idempotencyKey: 'a' }), noop(0, { queue: 'closed' })], 'api')
    await engine.queues.drain('closed', undefined)
    const outcomes = await engine.tasks.createMany(
      [
        noop(1),
        noop(1, { idempotencyKey: 'a' }),
        noop('x'.repeat(1024 * 1024)),
        noop(2, { delayMs: 1, runAt: 1 }),
        noop(3, { queue: 'closed' }),
        noop(0, { idempotencyKey: 'a' }),
        noop(4),
      ],
      'api',
    )
    const refused = (code: string) => expect.objectContaining({ code })
    expect(numbersOf(outcomes)).toEqual([
      3,
      refused('conflict'),
      refused('too-large'),
      refused('invalid'),
      refused('conflict'),
      1,
      4,
    ])
    expect(engine.queues.list()).toMatchObject([
      { name: 'closed', ready: 1 },
      { name: 'default', ready: 3 },
    ])
  })

  it('creates a queue that a task names first, and refuses the tasks of queues beyond the limit', async () => {
    const engine = await pausedEngine()
    const outcomes = await engine.tasks.createMany(
      many(201, (n) => ({ queue: `q${n}` })),
      'api',
    )
    expect(outcomes.filter((outcome) => outcome instanceof Error)).toHaveLength(2)
    expect(engine.queues.list()).toHaveLength(200)
  })

  it('makes one task of a key that comes again and again in it', async () => {
    const engine = await pausedEngine()
    const outcomes = await engine.tasks.createMany(
      many(120, () => ({ payload: { name: 'noop' }, idempotencyKey: 'a' })),
      'api',
    )
    expect(new Set(numbersOf(outcomes))).toEqual(new Set([1]))
    expect(outcomes.filter((outcome) => !(outcome instanceof Error) && outcome.created)).toHaveLength(1)
    expect(engine.info().queued).toBe(1)
  })
})

it('a task is stored as a run of the same spec without a job is', async () => {
  const store = openTestStore()
  const core = coreOf(store)
  const drafts = [
    noop(1),
    noop({ text: 'naïve 日本 🏃 \0 "quoted"' }, { title: 'naïve "日本" \0 \\ \ud800', queue: 'other' }),
    noop(null, { priority: -7, delayMs: 60_000, maxAttempts: 3, timeoutMs: 5_000, secrets: { env: ['A'] } }),
    TaskDraft.parse({ type: 'shell', payload: { command: 'true', args: ['a'], env: { B: '1' }, stdin: 'text' } }),
    TaskDraft.parse({ type: 'http', payload: { url: 'http://a.test/', headers: { c: 'd' } }, runAt: 1 }),
  ]
  const now = systemClock.now()
  for (const draft of drafts) {
    const { title, spec } = prepareTask(draft)
    await store.submit('enqueue', () => enqueue(core, { title, trigger: 'api', spec, dueAt: dueOf(draft, now) }, now))
  }
  const intake = createIntake(core, systemClock)
  await intake.addMany(drafts, 'api')
  for (const draft of drafts) await intake.add(draft, 'api')
  const db = openDb(store.path)
  const rows = rowsOf(db)
  db.close()
  for (const table of ['run', 'task', 'event']) {
    const all = (rows[table] ?? []).map(comparable)
    expect(all.length, table).toBe(15)
    expect(all.slice(5, 10), `${table}, in a batch`).toEqual(all.slice(0, 5))
    expect(all.slice(10), `${table}, one by one`).toEqual(all.slice(0, 5))
  }
})

describe('tasks that programs create one by one', () => {
  it('are one operation where they come before the same commit, and each is accepted or refused on its own', async () => {
    const engine = await pausedEngine()
    await engine.tasks.create(noop(0, { queue: 'closed' }), 'api')
    await engine.queues.drain('closed', undefined)
    const commits = countCommits()
    const outcomes = await Promise.allSettled(
      ['default', 'closed', 'default'].map((queue, n) => engine.tasks.create(noop(n, { queue }), 'api')),
    )
    expect(commits()).toBe(1)
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: { created: true, task: { runNumber: 2, queue: 'default', stage: 'ready' } } },
      { status: 'rejected', reason: { code: 'conflict' } },
      { status: 'fulfilled', value: { task: { runNumber: 3 } } },
    ])
    for (const outcome of outcomes)
      if (outcome.status === 'fulfilled') expect(outcome.value.task).toEqual(engine.tasks.get(outcome.value.task.id))
  })

  it('keep their own actors and triggers', async () => {
    const engine = await pausedEngine()
    const create = (actor: Actor, trigger: Trigger) => actAs(actor, () => engine.tasks.create(noop(1), trigger))
    const agent: Actor = { kind: 'agent', id: 'a', name: 'Agent' }
    const created = await Promise.all([
      create(apiTokenActor, 'api'),
      create(agent, 'api'),
      create(apiTokenActor, 'api'),
      create(apiTokenActor, 'cli'),
    ])
    const runs = created.map(({ task }) => engine.runs.find(task.runId))
    expect(runs.map(({ actor, trigger }) => `${actor.kind} ${trigger}`)).toEqual([
      ...['token api', 'agent api', 'token api', 'token cli'],
    ])
  })

  it('are refused with a commit that cannot start, and the next ones are taken', async () => {
    const engine = await pausedEngine()
    const mend = failToBegin()
    const refused = await engine.tasks.create(noop(1), 'api').catch((error: Error) => error)
    expect(refused).toBeInstanceOf(Error)
    mend()
    await until(() => engine.info().storage === null)
    expect(await engine.tasks.create(noop(2), 'api')).toMatchObject({ created: true, task: { runNumber: 1 } })
  })
})

/** Without the fields that differ for each row, and with times relative to the creation of the row. */
function comparable(row: Row): Row {
  const { id, number, seq, run, key, task, created_at, at, expires_at, due_at, ...rest } = row
  return { ...rest, isLater: Number(Number(due_at) > Number(created_at) + 30_000) }
}

describe('a commit of a batch that is reported as failed, and is on disk', () => {
  it('refuses its tasks, which are found again by their keys', async () => {
    const engine = await pausedEngine()
    const drafts = many(40, (n) => ({ idempotencyKey: `k${n}` }))
    misreportNextCommit()
    const outcomes = await engine.tasks.createMany(drafts, 'api')
    expect(
      outcomes.every((outcome) => outcome instanceof Error && /cannot tell whether the change was saved/.test(outcome.message)),
    ).toBe(true)
    const again = await engine.tasks.createMany(drafts, 'api')
    expect(numbersOf(again)).toEqual(from(1, 40))
    expect(again.some((outcome) => !(outcome instanceof Error) && outcome.created)).toBe(false)
    expect(engine.queues.list()).toMatchObject([{ ready: 40 }])
  })
})
