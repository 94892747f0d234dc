import { expect, it } from 'vitest'
import { newestFirst, type RunSort, RunSortText, readRunSort } from '../../../shared/model/run-sort.ts'
import { naturalOrder } from '../../../shared/natural-order.ts'
import { openDb } from '../store/db.ts'
import { startTestEngine, temporaryFolder } from '../testing/engine.ts'
import { closedDatabase, insertRun, type Row, seeded } from '../testing/store.ts'

/** More than an index may find at once, so that both ways of reading are used. */
const count = 7_000
const now = Date.now()
const spec = '{"body":{"kind":"command","command":"true"}}'
const jobs = ['job 2', 'job 10', 'Another job']

/** Jobs and single commands in every state, with equal durations and waits among them. */
function someRuns(): Row[] {
  const random = seeded(5)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  return Array.from({ length: count }, (_, index) => {
    const status = pick(['succeeded', 'succeeded', 'succeeded', 'failed', 'cancelled', 'queued', 'skipped'] as const)
    const createdAt = now - (count - index) * 10_000
    const hasStarted = status === 'succeeded' || status === 'failed' || (status === 'cancelled' && pick([true, false]))
    const queuedAt = pick([null, null, createdAt + 3_000])
    const startedAt = hasStarted ? (queuedAt ?? createdAt) + pick([0, 0, 0.4, 5, 90]) * 1_000 : null
    const endedAt = status === 'queued' ? null : (startedAt ?? createdAt) + pick([1, 1, 2, 400]) * 1_000
    const job = pick([0, 1, 2, null])
    return {
      ...{ number: index + 1, id: `r${index + 1}`, status, title: job === null ? 'true' : (jobs[job] ?? '') },
      ...{ job_id: job === null ? null : `j${job}`, job_version: job === null ? null : 1 },
      reason: status === 'succeeded' || status === 'queued' ? null : 'lost',
      ...{ created_at: createdAt, queued_at: queuedAt, started_at: startedAt, ended_at: endedAt },
    }
  })
}

async function openList() {
  const dataFolder = temporaryFolder()
  const rows = someRuns()
  const db = openDb(closedDatabase(dataFolder))
  db.exec('BEGIN')
  for (const [index, name] of jobs.entries()) {
    db.exec(`INSERT INTO job (id, name, enabled, version, created_at, updated_at) VALUES ('j${index}', '${name}', 1, 1, 0, 0)`)
    db.exec(
      `INSERT INTO job_version (job_id, version, kind, preview, spec, created_at) VALUES ('j${index}', 1, 'command', 'true', '${spec}', 0)`,
    )
  }
  for (const row of rows) insertRun(db, row)
  db.exec('COMMIT')
  db.close()
  const engine = await startTestEngine({ dataFolder, dispatch: false })
  async function numbers(q: string, sort: RunSort, limit: number): Promise<number[]> {
    const found: number[] = []
    for (let cursor: string | null = null; ; ) {
      const page = await engine.runs.list({ status: null, job: null, q, sort, cursor, limit, within: 20 })
      found.push(...page.items.map(({ number }) => number))
      cursor = page.nextCursor
      if (cursor === null) return found
    }
  }
  return { engine, rows, numbers }
}

/** By what rows are sorted; null comes last in both directions. */
const values: Record<string, (row: Row) => number | null> = {
  duration: ({ started_at, ended_at }) => (started_at == null ? null : Number(ended_at) - Number(started_at)),
  // The first to queue is the first of those that still wait, and shorter waits than a second count as equal.
  wait: ({ status, number, created_at, queued_at, started_at }) => {
    if (status === 'queued') return 1e12 - Number(number)
    const wait = Number(started_at) - Number(queued_at ?? created_at)
    return started_at === null ? null : wait < 1_000 ? 0 : wait
  },
}

function expected(rows: Row[], { by, isDescending }: RunSort): number[] {
  const sign = isDescending ? -1 : 1
  const byNumber = (a: Row, b: Row): number => Number(a['number']) - Number(b['number'])
  const measure = values[by]
  const compare = (a: Row, b: Row): number => {
    if (by === 'started') return sign * byNumber(a, b)
    if (by === 'job') {
      const [one, other] = [a, b].map(({ job_id, title }) => (job_id === null ? null : String(title)))
      if (one == null || other == null) return Number(one == null) - Number(other == null) || byNumber(b, a)
      return sign * naturalOrder(one, other) || byNumber(b, a)
    }
    const [one = null, other = null] = [measure?.(a), measure?.(b)]
    if (one === null || other === null) return Number(one === null) - Number(other === null) || byNumber(b, a)
    return sign * (one - other || byNumber(a, b))
  }
  return rows.toSorted(compare).map((row) => Number(row['number']))
}

it('a list of runs has all that match in its order, page after page, and each knows its neighbors', async () => {
  const { engine, rows, numbers } = await openList()
  const isFailed = ({ status }: Row): boolean => status === 'failed'
  for (const text of RunSortText.options) {
    const sort = readRunSort(text)
    const all = expected(rows, sort)
    // The wait of a queued run and the time of this test differ, but not the order.
    expect(await numbers('', sort, 499), text).toEqual(all)
    const failed = expected(rows.filter(isFailed), sort)
    expect(await numbers('status:failed', sort, 97), text).toEqual(failed)
    for (const [q, list] of [
      ['', all],
      ['status:failed', failed],
    ] as const)
      for (const at of [0, 1, 500, list.length - 1])
        expect(await engine.runs.neighbors(String(list[at]), q, sort, Number.POSITIVE_INFINITY), `${text} ${q} ${at}`).toEqual({
          index: at + 1,
          previous: list[at - 1] ?? null,
          next: list[at + 1] ?? null,
        })
  }
  expect(await engine.runs.neighbors('1', 'error:none', newestFirst)).toEqual({ index: null, previous: null, next: null })
})

it('a search that takes too long answers with what it found, and continues from there', async () => {
  const { engine } = await openList()
  const search = (cursor: string | null) =>
    engine.runs.list({ status: null, job: null, q: '"no such text"', cursor, limit: 10, within: 0.001 })
  const first = await search(null)
  expect(first).toMatchObject({
    items: [],
    nextCursor: expect.stringMatching(/^\d+$/),
    searchedTo: { createdAt: expect.any(Number) },
  })
  let [portions, cursor] = [1, first.nextCursor]
  for (; cursor !== null; portions++) cursor = (await search(cursor)).nextCursor
  expect(portions).toBeGreaterThan(2)
})

it('a cursor may name any number, and a search from there ends', async () => {
  const { engine } = await openList()
  const page = (q: string, sort: RunSort, cursor: string) =>
    engine.runs.list({ status: null, job: null, q, sort, cursor, limit: 1 })
  for (const q of ['', 'status:succeeded', '"no such text"']) {
    const isFound = q !== '"no such text"'
    expect((await page(q, newestFirst, '999999999999999')).items).toHaveLength(isFound ? 1 : 0)
    expect((await page(q, newestFirst, '0')).items).toEqual([])
    expect((await page(q, readRunSort('started'), '999999999999999')).items).toEqual([])
    expect((await page(q, readRunSort('duration'), '9.1.1')).items).toEqual([])
  }
})
