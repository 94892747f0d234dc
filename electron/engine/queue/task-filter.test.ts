import { expect, it } from 'vitest'
import { openDb } from '../store/db.ts'
import { startTestEngine, temporaryFolder } from '../testing/engine.ts'
import { closedDatabase, insertMany, type Row, seeded } from '../testing/store.ts'

const count = 1_800
const statuses = ['queued', 'failed', 'succeeded', 'cancelled'] as const

function someTasks(): Row[] {
  const random = seeded(3)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  return Array.from({ length: count }, () => {
    const status = pick(statuses)
    return {
      status,
      stage: status === 'queued' ? pick(['ready', 'held']) : null,
      queue: pick(['default', 'mail']),
      priority: pick([0, 5]),
      due_at: pick([1, Date.now() + 3_600_000]),
    }
  })
}

const meanings: [filter: string, holds: (task: Row, number: number) => boolean][] = [
  ['status:failed', ({ status }) => status === 'failed'],
  ['-status:failed,lost', ({ status }) => status !== 'failed'],
  ['status:lost', ({ status }) => status === 'failed'],
  ['stage:held', ({ stage }) => stage === 'held'],
  ['queue:MAIL priority:>0', ({ queue, priority }) => queue === 'mail' && priority === 5],
  ['due:>30m', (task) => Number(task['due_at']) > 1],
  ['type:http', () => false],
  ['created:today', () => false],
  ['"run 12" -status:succeeded', ({ status }, number) => String(number).startsWith('12') && status !== 'succeeded'],
  ['1234', (_, number) => number === 1234],
]

it('tasks are found by each of their keys, page after page', async () => {
  const dataFolder = temporaryFolder()
  const tasks = someTasks()
  const db = openDb(closedDatabase(dataFolder))
  db.prepare("INSERT INTO queue (name, changed_at) VALUES ('mail', 0)").run()
  insertMany(db, tasks)
  db.close()
  const engine = await startTestEngine({ dataFolder, dispatch: false })
  for (const [q, holds] of meanings) {
    const shown: number[] = []
    for (let cursor: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof engine.tasks.list>> = await engine.tasks.list({
        status: null,
        stage: null,
        queue: null,
        q,
        cursor,
        limit: 100,
      })
      shown.push(...page.items.map(({ runNumber }) => runNumber))
      cursor = page.nextCursor
      if (cursor === null) break
    }
    const expected = tasks.flatMap((task, index) => (holds(task, index + 1) ? [index + 1] : []))
    expect(
      shown.toSorted((a, b) => a - b),
      q,
    ).toEqual(expected)
  }
  const list = engine.tasks.list({ status: null, stage: null, queue: null, q: 'stage:redy', cursor: null, limit: 9 })
  await expect(list).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('Did you mean "ready"?') })
})
