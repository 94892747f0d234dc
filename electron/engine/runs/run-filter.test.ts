import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { openDb } from '../store/db.ts'
import { startTestEngine, temporaryFolder } from '../testing/engine.ts'
import { closedDatabase, insertRun, type Row, seeded } from '../testing/store.ts'

const count = 12_500
const now = Date.now()
const minute = 60_000

const outcomes = [
  { status: 'succeeded', reason: null },
  { status: 'failed', reason: 'exit-code' },
  { status: 'failed', reason: 'timeout' },
  { status: 'failed', reason: 'lost' },
  { status: 'cancelled', reason: 'stopped' },
  { status: 'queued', reason: null },
] as const

/** Runs of every sort, in uneven numbers; the oldest started ten days ago. */
function someRuns(): Row[] {
  const random = seeded(11)
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
  return Array.from({ length: count }, (_, index) => {
    const { status, reason } = pick(outcomes)
    const createdAt = now - 10 * 24 * 60 * minute + index * minute
    // Some were retried a day later.
    const queuedAt = index % 97 === 0 ? createdAt + 24 * 60 * minute : null
    const startedAt = status === 'queued' ? null : (queuedAt ?? createdAt) + pick([0, 1, 90]) * 1_000
    return {
      number: index + 1,
      id: `r${index + 1}`,
      title: pick(['Backup', 'backup 7', 'sync 50%', 'Report_x']),
      trigger: pick(['hand', 'schedule', 'files']),
      status,
      reason,
      error: status === 'failed' ? pick(['disk quota exceeded', 'curl: (6) Could not resolve', null]) : null,
      exit_code: status === 'failed' ? pick([1, 6, null]) : status === 'succeeded' ? 0 : null,
      created_at: createdAt,
      queued_at: queuedAt,
      pinned_at: index % 500 === 3 ? now : null,
      started_at: startedAt,
      ended_at: startedAt === null ? null : startedAt + pick([1, 400, 4_000]) * 1_000,
      params: pick([null, '{"region":"eu","dry":true}', '{"region":"us","size":800}']),
      parent: pick([null, null, 7]),
      actor: pick([1, 2, 3]),
    }
  })
}

async function openList() {
  const dataFolder = temporaryFolder()
  const rows = someRuns()
  const db = openDb(closedDatabase(dataFolder))
  db.exec('BEGIN')
  for (const row of rows) insertRun(db, row)
  const ran = db.prepare('INSERT INTO worker_run (worker, run) VALUES (?, ?)')
  for (const row of rows) for (const worker of workersOf(row)) ran.run(worker, row['number'])
  db.exec('COMMIT')
  db.close()
  const engine = await startTestEngine({ dataFolder, dispatch: false })
  const page = (q: string, cursor: string | null = null, limit = 500) =>
    engine.runs.list({ status: null, job: null, q, cursor, limit })
  const numbers = async (q: string): Promise<number[]> => {
    const found: number[] = []
    for (let cursor: string | null = null; ; ) {
      const { items, nextCursor }: Awaited<ReturnType<typeof page>> = await page(q, cursor)
      found.push(...items.map(({ number }) => number))
      cursor = nextCursor
      if (cursor === null) return found
    }
  }
  return { engine, rows, page, numbers }
}

const workersOf = ({ number }: Row): string[] =>
  num(number) % 1_000 === 1 ? ['gpu-1'] : num(number) % 1_000 === 2 ? ['gpu-1', 'gpu-2'] : []
const text = (value: unknown): string => String(value ?? '').toLowerCase()
const num = (value: unknown): number => (value === null ? Number.NaN : Number(value))
const params = (row: Row): Record<string, unknown> => JSON.parse(String(row['params'] ?? '{}'))
const took = (row: Row): number => (num(row['ended_at']) - num(row['started_at'])) / 1_000
const has = (row: Row, part: string): boolean => text(row['title']).includes(part) || text(row['error']).includes(part)

/** What each filter means, row by row. */
const meanings: [filter: string, holds: (row: Row) => boolean][] = [
  ['status:failed', ({ status }) => status === 'failed'],
  ['status:timed-out,cancelled', ({ status, reason }) => status === 'cancelled' || reason === 'timeout'],
  ['-status:succeeded', ({ status }) => status !== 'succeeded'],
  ['status:running', () => false],
  ['-status:running status:queued', ({ status }) => status === 'queued'],
  ['reason:exit-code', ({ reason }) => reason === 'exit-code'],
  ['-reason:exit-code', ({ reason }) => reason !== 'exit-code'],
  ['trigger:manual,file', ({ trigger }) => trigger !== 'schedule'],
  ['kind:job', () => false],
  ['kind:command -kind:flow', () => true],
  ['exit:6', (row) => row['exit_code'] === 6],
  ['exit:>=1', (row) => num(row['exit_code']) >= 1],
  ['-exit:0', (row) => row['exit_code'] !== 0],
  ['duration:>5m', (row) => took(row) > 300],
  ['duration:<2s', (row) => took(row) < 2],
  ['wait:>1m -status:queued', (row) => num(row['started_at']) - num(row['queued_at'] ?? row['created_at']) > minute],
  ['pinned:yes', (row) => row['pinned_at'] !== null],
  ['pinned:no status:failed', (row) => row['pinned_at'] === null && row['status'] === 'failed'],
  ['-pinned:no', (row) => row['pinned_at'] !== null],
  ['worker:gpu-1', (row) => workersOf(row).includes('gpu-1')],
  ['worker:GPU*', (row) => workersOf(row).length > 0],
  ['-worker:gpu-2', (row) => !workersOf(row).includes('gpu-2')],
  ['started:<2d', (row) => num(row['started_at']) >= now - 2 * 1440 * minute],
  ['ended:>5d', (row) => num(row['ended_at']) < now - 5 * 1440 * minute],
  ['error:"disk quota"', (row) => text(row['error']).includes('disk quota')],
  ['error:disk*exceeded,curl', (row) => /disk.*exceeded|curl/.test(text(row['error']))],
  ['-error:*', (row) => row['error'] === null],
  ['BACKUP', (row) => has(row, 'backup')],
  ['backup 7', (row) => has(row, 'backup') && (has(row, '7') || row['number'] === 7)],
  ['50%', (row) => has(row, '50%')],
  ['"t_x"', (row) => has(row, 't_x')],
  ['-backup -sync', (row) => !has(row, 'backup') && !has(row, 'sync')],
  ['#123', (row) => row['number'] === 123],
  ['param.region:eu', (row) => params(row)['region'] === 'eu'],
  ['param.region:E*,u?', (row) => params(row)['region'] === 'eu'],
  ['param.dry:true', (row) => params(row)['dry'] === true],
  ['param.size:800 -param.size:8', (row) => params(row)['size'] === 800],
  ['param.size:>700', (row) => Number(params(row)['size'] ?? 0) > 700],
  ['-param.size:<=800', (row) => !(Number(params(row)['size'] ?? 9e9) <= 800)],
  ['-param.region:eu', (row) => params(row)['region'] !== 'eu'],
  ['by:you', (row) => row['actor'] === 1],
  ['by:system,token', (row) => row['actor'] !== 1],
  [
    'status:failed exit:6 error:curl started:<8d',
    (row) =>
      row['status'] === 'failed' &&
      row['exit_code'] === 6 &&
      text(row['error']).includes('curl') &&
      num(row['started_at']) >= now - 8 * 1440 * minute,
  ],
]

it('matches are counted one by one up to 10,000', async () => {
  const { engine, rows } = await openList()
  expect(await engine.runs.count('parent:any')).toEqual({ count: 10_000, isPart: true })
  expect(await engine.runs.count('parent:any status:running')).toEqual({ count: 0, isPart: false })
  for (const [filter, holds] of meanings.slice(0, 3))
    expect(await engine.runs.count(`${filter} parent:none`), filter).toEqual({
      count: rows.filter((row) => row['parent'] === null && holds(row)).length,
      isPart: false,
    })
  await expect(engine.runs.count('stauts:failed')).rejects.toMatchObject({ code: 'invalid' })
})

describe('the list of runs by a filter', () => {
  it('shows all that match and nothing else, newest first, page after page', async () => {
    const { rows, numbers } = await openList()
    // The engine reads its own clock, which is a little later.
    const isNear = (row: Row) =>
      [2, 5, 8].some(
        (days) =>
          Math.abs(num(row['started_at'] ?? row['ended_at']) - (now - days * 1440 * minute)) < 2 * minute ||
          Math.abs(num(row['ended_at']) - (now - days * 1440 * minute)) < 2 * minute,
      )
    const clear = new Set(rows.filter((row) => !isNear(row)).map((row) => row['number']))
    for (const [filter, holds] of meanings) {
      const outer = rows.filter((row) => row['parent'] === null && holds(row)).map((row) => row['number'])
      const shown = await numbers(filter)
      expect(
        shown.filter((number) => clear.has(number)),
        filter,
      ).toEqual(outer.filter((number) => clear.has(number ?? 0)).reverse())
    }
    expect(await numbers('')).toHaveLength(rows.filter((row) => row['parent'] === null).length)
    expect(await numbers('parent:any')).toHaveLength(count)
    expect(await numbers('parent:7')).toHaveLength(rows.filter((row) => row['parent'] === 7).length)
    expect(await numbers('parent:none 50%')).toEqual(await numbers('50%'))
  })

  it('shows the runs of favorites, and all others', async () => {
    const { engine, numbers } = await openList()
    const create = (name: string) => engine.jobs.create(JobDraft.parse({ name, body: { kind: 'command', command: 'true' } }))
    const [starred, plain] = [await create('Starred'), await create('Plain')]
    const [first, second] = [await engine.manual.runJob(starred.id, 'api'), await engine.manual.runJob(plain.id, 'api')]
    expect(await numbers('favorite:yes')).toEqual([])
    await engine.preferences.update({ favorites: [`job:${starred.id}`, 'flow:gone', 'view:4', 'later:1'] })
    expect(await numbers('favorite:yes')).toEqual([first.number])
    expect(await numbers('-favorite:no')).toEqual([first.number])
    expect((await numbers('favorite:no'))[0]).toBe(second.number)
    expect(await numbers('favorite:yes,no')).toHaveLength((await numbers('')).length)
  })

  it('shows the runs of jobs with a tag, or in a folder and the folders within it', async () => {
    const { engine, page, numbers } = await openList()
    const create = (name: string) => engine.jobs.create(JobDraft.parse({ name, body: { kind: 'command', command: 'true' } }))
    const [backup, report] = [await create('backup'), await create('report')]
    await engine.organize.change([{ kind: 'job', ref: backup.id }], { addTags: ['NAS'], folder: 'ops/nightly' })
    await engine.organize.change([{ kind: 'job', ref: report.id }], { addTags: ['sales'] })
    const [first, second] = [await engine.manual.runJob(backup.id, 'api'), await engine.manual.runJob(report.id, 'api')]
    expect(await numbers('tag:nas')).toEqual([first.number])
    expect(await numbers('tag:n*,sales')).toEqual([second.number, first.number])
    expect(await numbers('folder:ops')).toEqual([first.number])
    expect(await numbers('folder:ops -folder:"ops/nightly"')).toEqual([])
    await expect(page('tag:sale')).rejects.toThrow('There is no tag "sale". Did you mean "sales"?')
    const { facts } = engine.runs.facts()
    expect(facts.find(({ job }) => job?.[0] === 'backup')).toMatchObject({
      tag: ['NAS'],
      folder: expect.arrayContaining(['ops']),
    })
  })

  it('reads portions with a break between them, so that others are answered', async () => {
    const { page } = await openList()
    let breaks = 0
    const counting = setInterval(() => breaks++, 0)
    expect((await page('no-such-run')).items).toEqual([])
    clearInterval(counting)
    expect(breaks).toBeGreaterThan(0)
  })

  it('names a mistake with its place, also a name that does not exist', async () => {
    const { engine, page } = await openList()
    await engine.jobs.create(JobDraft.parse({ name: 'Nightly backup', body: { kind: 'command', command: 'true' } }))
    await expect(page('started:7d stauts:failed')).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('There is no key "stauts". Did you mean "status"?'),
      issues: [{ path: 'q', place: { from: 11, to: 17 } }],
    })
    await expect(page('job:"Nightly bakup"')).rejects.toMatchObject({
      message: 'Could not read the filter. There is no job "Nightly bakup". Did you mean "Nightly backup"?',
      issues: [{ place: { from: 0, to: 19 } }],
    })
    await expect(page('worker:gpu-9')).rejects.toThrow('There is no worker "gpu-9". Did you mean "gpu-1"?')
    expect((await page('job:"nightly BACKUP"')).items).toEqual([])
    expect((await page('job:none*')).items).toEqual([])
  })
})
