import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { PipelineOptions } from '../../../shared/model/pipeline.ts'
import { type Stage, type State, stages, states } from '../../../shared/run-state.ts'
import { openDb } from '../store/db.ts'
import { startTestEngine, temporaryFolder } from '../testing/engine.ts'
import { closedDatabase, insertMany, type Row, seeded } from '../testing/store.ts'

const count = 9_000
const queues = ['default', 'mail', 'night'] as const
type Filter = { status: State | null; stage: Stage | null; queue: string | null }

// Runs recorded as running would be searched for at the start, and recorded as lost.
const others = ['queued', 'failed', 'cancelled', 'skipped'] as const

/** Tasks in every state and queue, in uneven numbers. */
function someTasks(): Row[] {
  const random = seeded(7)
  const below = (end: number): number => Math.floor(random() * end)
  return Array.from({ length: count }, () => {
    const status = below(200) === 0 ? 'succeeded' : (others[below(4)] ?? 'queued')
    const stage = status === 'queued' ? (stages[below(3)] ?? 'ready') : null
    const queue = below(500) === 0 ? 'night' : (queues[below(2)] ?? 'default')
    return { status, stage, queue, priority: below(3) - 1, due_at: below(20) }
  })
}

async function openLists() {
  const dataFolder = temporaryFolder()
  const tasks = someTasks()
  const db = openDb(closedDatabase(dataFolder))
  for (const name of ['mail', 'night']) db.prepare('INSERT INTO queue (name, changed_at) VALUES (?, 0)').run(name)
  insertMany(db, tasks)
  db.close()
  return { engine: await startTestEngine({ dataFolder, dispatch: false }), tasks }
}

const first = (...comparisons: number[]): number => comparisons.find((difference) => difference !== 0) ?? 0

/** The expected list, computed from the rows alone. */
function expected(tasks: Row[], { status, stage, queue }: Filter): string[] {
  const all: Row[] = tasks.map((task, index) => ({ ...task, seq: index + 1 }))
  const found = all.filter(
    (task) =>
      (!status || task['status'] === status) && (!stage || task['stage'] === stage) && (!queue || task['queue'] === queue),
  )
  const of = (task: Row, name: string): number => Number(task[name])
  const rank = (task: Row): number => stages.indexOf(task['stage'] as Stage)
  const waits = stage !== null || status === 'queued'
  found.sort((a, b) => {
    if (!waits) return (status === 'running' ? 1 : -1) * (of(a, 'seq') - of(b, 'seq'))
    const byDue = rank(a) === 2 ? 0 : of(a, 'due_at') - of(b, 'due_at')
    const byPriority = rank(a) === 0 ? of(b, 'priority') - of(a, 'priority') : 0
    return first(rank(a) - rank(b), byPriority, byDue, of(a, 'seq') - of(b, 'seq'))
  })
  return found.map((task) => `t${of(task, 'seq')}`)
}

const filters: Filter[] = [null, ...queues, 'none'].flatMap((queue) => [
  ...[null, ...states].map((status) => ({ status, stage: null, queue })),
  ...stages.map((stage) => ({ status: null, stage, queue })),
  { status: 'failed' as const, stage: 'ready' as const, queue },
])

describe('a list of tasks', () => {
  it('shows all that match and nothing else, in its order, page after page', async () => {
    const { engine, tasks } = await openLists()
    for (const filter of filters) {
      const shown: string[] = []
      for (let cursor: string | null = null; ; ) {
        const page: Awaited<ReturnType<typeof engine.tasks.list>> = await engine.tasks.list({ ...filter, cursor, limit: 500 })
        expect(page.items.length).toBeLessThanOrEqual(500)
        shown.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor
        if (cursor === null) break
      }
      expect(shown, JSON.stringify(filter)).toEqual(expected(tasks, filter))
    }
  })

  it.each(['9', 'ready.1', 'newest.x', 'delayed.1.2', 'newest.1.1', 'newest', "newest.1'"])(
    'refuses the cursor %s, which is none of its own',
    async (cursor) => {
      const engine = await startTestEngine({ dispatch: false })
      const list = engine.tasks.list({ status: null, stage: null, queue: null, cursor, limit: 9 })
      await expect(list).rejects.toMatchObject({ code: 'invalid' })
    },
  )
})

describe('a list of runs', () => {
  it('finds what is rare behind many that do not match', async () => {
    const dataFolder = temporaryFolder()
    const db = openDb(closedDatabase(dataFolder))
    insertMany(
      db,
      Array.from({ length: 25_000 }, () => ({ status: 'succeeded' })),
    )
    db.close()
    const engine = await startTestEngine({ dataFolder, dispatch: false })
    const list = (q: string, cursor: string | null, limit: number) =>
      engine.runs.list({ status: null, job: null, q, cursor, limit })
    const numbers = async (q: string, limit = 9) => (await list(q, null, limit)).items.map(({ number }) => number)
    expect(await numbers('"run 1"')).toEqual([19_999, 19_998, 19_997, 19_996, 19_995, 19_994, 19_993, 19_992, 19_991])
    expect(await numbers('"run 12345"')).toEqual([12_345])
    expect(await numbers('"run 24"')).toHaveLength(9)
    expect(await numbers('"none such"')).toEqual([])
    const page = await list('"run 7"', null, 1_000)
    expect(page.items).toHaveLength(1_000)
    expect((await list('"run 7"', page.nextCursor, 1_000)).items.map(({ number }) => number)).toEqual([
      ...Array.from({ length: 100 }, (_, at) => 799 - at),
      ...Array.from({ length: 10 }, (_, at) => 79 - at),
      7,
    ])
  })
})

describe('a list of runs by what they are runs of', () => {
  it('takes the name of a job, else of a flow or a pipeline, and refuses any other', async () => {
    const engine = await startTestEngine({ dispatch: false })
    const list = async (job: string, limit = 9) =>
      (await engine.runs.list({ status: null, job, q: null, cursor: null, limit })).items.map(({ id }) => id)
    await engine.flows.importFlow(
      'report',
      JSON.stringify({ start: 'a', nodes: { a: { exec_type: 'local_func', func: 'noop' } } }),
    )
    const runs = [await engine.flowRuns.start('report', null, {}, 'cli'), await engine.flowRuns.start('report', null, {}, 'cli')]
    const source = 'name = "words"\n[[step]]\nname = "a"\nstart = true\nscript = "true"\n'
    const piped = await engine.pipelines.runFile('/words.toml', source, { options: PipelineOptions.parse({}), inputs: [] }, 'cli')
    expect(await list('report')).toEqual(runs.map(({ id }) => id).reverse())
    expect(await list('report', 1)).toEqual([runs[1]?.id])
    expect(await list('words')).toEqual([piped.id])
    await expect(list('nope')).rejects.toThrow('There is no job, flow or pipeline "nope".')
    await engine.jobs.create(JobDraft.parse({ name: 'report', body: { kind: 'command', command: 'true' } }))
    expect(await list('report')).toEqual([])
  })
})
