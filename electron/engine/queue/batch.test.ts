import { describe, expect, it } from 'vitest'
import { TaskDraft } from '../../../shared/model/task.ts'
import { leveled } from '../base/log.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, until, untilEnded } from '../testing/engine.ts'
import { countCommits, misreportNextCommit } from '../testing/store.ts'
import type { AddedTask } from './add-task.ts'

const noop = (input: unknown, over: object = {}): TaskDraft =>
  TaskDraft.parse({ type: 'builtin', payload: { name: 'noop', input }, ...over })
const many = (count: number, over: (n: number) => object = () => ({})): TaskDraft[] =>
  Array.from({ length: count }, (_, n) => noop(n, over(n)))
const numbersOf = (outcomes: (AddedTask | Error)[]) =>
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
    const last = outcomes.at(-1) as AddedTask
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

  it('refuses what is wrong with one task for that task alone', async () => {
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

describe('a commit of a batch that is reported as failed, and is on disk', () => {
  it('refuses its tasks, which are found again by their keys', async () => {
    const engine = await pausedEngine()
    const drafts = many(40, (n) => ({ idempotencyKey: `k${n}` }))
    misreportNextCommit()
    const outcomes = await engine.tasks.createMany(drafts, 'api')
    expect(outcomes.every((outcome) => outcome instanceof Error && /nobody knows/.test(outcome.message))).toBe(true)
    const again = await engine.tasks.createMany(drafts, 'api')
    expect(numbersOf(again)).toEqual(from(1, 40))
    expect(again.some((outcome) => !(outcome instanceof Error) && outcome.created)).toBe(false)
    expect(engine.queues.list()).toMatchObject([{ ready: 40 }])
  })
})
