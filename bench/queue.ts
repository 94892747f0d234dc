import { better, defineQueue, defineWorker, type Worker } from 'plainjob'
import type { Engine } from '../electron/engine/engine.ts'
import type { TaskDraft } from '../shared/model/task.ts'
import { TaskDraft as schema } from '../shared/model/task.ts'
import { round, untilEnded, withEngine } from './engine.ts'
import { withDatabase } from './plain-database.ts'
import { storageAlone } from './storage-alone.ts'

const rounds = 3
const draft: TaskDraft = schema.parse({ type: 'builtin', payload: { name: 'noop' } })

type Rate = { enqueue: number; process: number }

async function enqueueAll(engine: Engine, parallel: number, tasks: number): Promise<void> {
  for (let at = 0; at < tasks; at += parallel)
    await Promise.all(Array.from({ length: Math.min(parallel, tasks - at) }, () => engine.tasks.create(draft, 'api')))
}

async function processAll(engine: Engine, tasks: number): Promise<void> {
  const ended = untilEnded(engine, tasks)
  await engine.queues.resume('default')
  await ended
}

/** No-op tasks through the whole engine: acknowledged after a FULL commit, claimed, completed, with their history. */
async function ours(parallel: number, tasks: number): Promise<Rate> {
  return withEngine(parallel, async (engine) => {
    await engine.queues.pause('default', undefined)
    const begin = performance.now()
    await enqueueAll(engine, parallel, tasks)
    const enqueued = performance.now()
    await processAll(engine, tasks)
    return { enqueue: rate(tasks, enqueued - begin), process: rate(tasks, performance.now() - enqueued) }
  })
}

/** The same statements with nothing else around them. */
async function storage(parallel: number, tasks: number): Promise<Rate> {
  const [, enqueue = 0, process = 0] = await storageAlone(parallel, [
    async (engine) => void (await engine.queues.pause('default', undefined)),
    (engine) => enqueueAll(engine, parallel, tasks),
    (engine) => processAll(engine, tasks),
  ])
  return { enqueue: rate(tasks, enqueue), process: rate(tasks, process) }
}

/** plainjob as its documentation shows it, with the same durability; as many workers as tasks at a time. */
async function peer(parallel: number, tasks: number): Promise<Rate> {
  return withDatabase(async (db) => {
    const quiet = { error() {}, warn() {}, info() {}, debug() {} }
    const queue = defineQueue({ connection: better(db), logger: quiet })
    // It asks for less by itself.
    db.pragma('synchronous = FULL')
    const begin = performance.now()
    if (parallel === 1) for (let at = 0; at < tasks; at++) queue.add('noop', {})
    else
      for (let at = 0; at < tasks; at += parallel)
        queue.addMany(
          'noop',
          Array.from({ length: Math.min(parallel, tasks - at) }, () => ({})),
        )
    const enqueued = performance.now()
    let left = tasks
    const started: Worker[] = []
    await new Promise<void>((resolve) => {
      const done = () => {
        if (--left === 0) resolve()
      }
      for (let at = 0; at < parallel; at++)
        started.push(defineWorker('noop', async () => {}, { queue, logger: quiet, pollIntervall: 1, onCompleted: done }))
      for (const worker of started) void worker.start()
    })
    const processed = performance.now()
    await Promise.all(started.map((worker) => worker.stop()))
    queue.close()
    return { enqueue: rate(tasks, enqueued - begin), process: rate(tasks, processed - enqueued) }
  })
}

/** The least a durable queue can do: a row in, a row marked, a row marked again, so many to a commit. */
async function limit(parallel: number, tasks: number): Promise<Rate> {
  return withDatabase(async (db) => {
    db.exec(
      `CREATE TABLE task (id INTEGER PRIMARY KEY, state TEXT, payload TEXT); CREATE INDEX waiting ON task (id) WHERE state = 'queued'`,
    )
    const insert = db.prepare(`INSERT INTO task (state, payload) VALUES ('queued', '{}')`)
    const claim = db.prepare(
      `UPDATE task SET state = 'running' WHERE id = (SELECT id FROM task WHERE state = 'queued' ORDER BY id LIMIT 1) RETURNING id`,
    )
    const complete = db.prepare(`UPDATE task SET state = 'done' WHERE id = ?`)
    const group = (work: () => void) => db.transaction(work)()
    const begin = performance.now()
    for (let at = 0; at < tasks; at += parallel)
      group(() => {
        for (let one = 0; one < parallel; one++) insert.run()
      })
    const enqueued = performance.now()
    for (let at = 0; at < tasks; at += parallel) {
      const ids: unknown[] = []
      group(() => {
        for (let one = 0; one < parallel; one++) ids.push((claim.get() as { id: number } | undefined)?.id)
      })
      group(() => {
        for (const id of ids) complete.run(id)
      })
    }
    return { enqueue: rate(tasks, enqueued - begin), process: rate(tasks, performance.now() - enqueued) }
  })
}

const rate = (count: number, ms: number): number => count / (ms / 1_000)
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

export async function queue(): Promise<Record<string, unknown>> {
  const figures: Record<string, unknown> = {}
  for (const [parallel, tasks] of [
    [1, 2_000],
    [10, 10_000],
    [100, 30_000],
  ] as const) {
    const results: { mine: Rate; theirs: Rate; alone: Rate; bare: Rate }[] = []
    for (let turn = 0; turn < rounds; turn++) {
      const mine = await ours(parallel, tasks)
      const theirs = await peer(parallel, Math.min(tasks, 4_000))
      const alone = await storage(parallel, tasks)
      const bare = await limit(parallel, tasks)
      results.push({ mine, theirs, alone, bare })
    }
    const of = (pick: (result: (typeof results)[number]) => number) => median(results.map(pick))
    figures[`at${parallel}`] = {
      tasksPerSecond: round(
        of(({ mine }) => mine.process),
        0,
      ),
      plainjobPerSecond: round(
        of(({ theirs }) => theirs.process),
        0,
      ),
      storageAlonePerSecond: round(
        of(({ alone }) => alone.process),
        0,
      ),
      limitPerSecond: round(
        of(({ bare }) => bare.process),
        0,
      ),
      timesPlainjob: round(of(({ mine, theirs }) => mine.process / theirs.process)),
      ofStorageAlone: round(of(({ mine, alone }) => mine.process / alone.process)),
      ratioOfLimit: round(of(({ mine, bare }) => mine.process / bare.process)),
      enqueuePerSecond: round(
        of(({ mine }) => mine.enqueue),
        0,
      ),
      enqueueOfStorageAlone: round(of(({ mine, alone }) => mine.enqueue / alone.enqueue)),
      enqueueTimesPlainjob: round(of(({ mine, theirs }) => mine.enqueue / theirs.enqueue)),
      enqueueRatioOfLimit: round(of(({ mine, bare }) => mine.enqueue / bare.enqueue)),
    }
  }
  return { ...figures, aim: 'timesPlainjob >= 0.8 at 1, 2.5 at 10, 3.5 at 100; ofStorageAlone >= 0.6 at 10 and 100' }
}
