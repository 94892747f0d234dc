import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { openDb } from '../electron/engine/store/db.ts'
import { migrate } from '../electron/engine/store/migrate.ts'
import { findChromium } from '../scripts/chromium.ts'
import { root, round } from './engine.ts'

const jobs = 500
const schedules = 60
const runs = 100_000
/** Of one job. */
const often = 100_000
const foldersOfJobs = 20
const rounds = 5
const minute = 60_000

/** What shows that the content of a page is there. */
const pages: Record<string, string> = {
  Jobs: '[role=table] [role=row][aria-rowindex="2"]',
  Flows: 'h2',
  Pipelines: 'h2',
  Runs: '[role=table] [role=row][aria-rowindex="2"]',
  Calendar: 'table a[href]',
  Queue: '[role=table] [role=row][aria-rowindex="2"]',
  Workers: 'h2',
  Files: 'h2',
  Settings: '[role=switch]',
  Home: 'section li a',
}

/** From a click in the sidebar to the content of each page, with many jobs, schedules and runs; in milliseconds. */
export async function pagesAtSize(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-pages-'))
  fill(folder)
  const server = spawn(process.execPath, [join(root, 'out/main/lf.js'), 'serve', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(`${await addressOf(server)}/#token=${readFileSync(join(folder, 'api-token'), 'utf8').trim()}`)
    await page.waitForSelector('section li a')
    const measured = await measure(page)
    return { ...measured, ...(await keystrokes(page)), ...(await overviews(page)) }
  } finally {
    await browser.close()
    server.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(page: Page): Promise<Record<string, unknown>> {
  const first: Record<string, number> = {}
  const again: Record<string, number[]> = {}
  for (let round = 0; round <= rounds; round++)
    for (const [name, content] of Object.entries(pages)) {
      const took = await clickToContent(page, name, content)
      if (round === 0) first[name] = took
      else (again[name] ??= []).push(took)
      // Work that the page left behind must not count for the next one.
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
    }
  const usual = Object.fromEntries(Object.entries(again).map(([name, all]) => [name, median(all)]))
  return {
    jobs,
    schedules,
    runs,
    ...Object.fromEntries(Object.entries(first).map(([name, ms]) => [`${name}: first, again`, `${ms}, ${usual[name]}`])),
    slowest: Math.max(...Object.values(first)),
    limit: 'a page that reads nothing new: Workers, again',
    slowestOverLimit: round(Math.max(...Object.values(first)) / (usual['Workers'] ?? 1), 1),
    aim: 'each <= 300 ms',
  }
}

/** From a key in the filter of 500 jobs in folders to the frame that follows it, in milliseconds. */
async function keystrokes(page: Page): Promise<Record<string, unknown>> {
  await clickToContent(page, 'Jobs', pages['Jobs'] ?? '')
  await page.evaluate(() => {
    const took: number[] = []
    Object.assign(window, { took })
    addEventListener(
      'keydown',
      () => {
        const start = performance.now()
        requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - start)))
      },
      { capture: true },
    )
  })
  const took = () =>
    page.evaluate(() => {
      const { took } = window as unknown as { took: number[] }
      return took.splice(0).toSorted((a, b) => a - b)
    })
  const field = page.getByRole('combobox', { name: 'Filter jobs' })
  await field.click()
  for (let round = 0; round < rounds; round++) {
    await page.keyboard.type('job 12', { delay: 150 })
    for (let n = 0; n < 6; n++) await page.keyboard.press('Backspace', { delay: 100 })
  }
  const typed = await took()
  for (let n = 0; n < 12 * rounds; n++) await page.keyboard.press('Shift', { delay: 100 })
  return {
    'filter key to frame: p50, p95': percentiles(typed),
    'limit: a key that changes nothing: p50, p95': percentiles(await took()),
  }
}

const percentiles = (sorted: number[]): string =>
  [0.5, 0.95].map((share) => round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0, 1)).join(', ')

/** The overview and the activity of a job with many runs, as the window asks for them, in milliseconds. */
async function overviews(page: Page): Promise<Record<string, unknown>> {
  const token = await page.evaluate(
    () => localStorage.getItem('localflow-token') ?? sessionStorage.getItem('localflow-token') ?? '',
  )
  const timed = (path: string) =>
    page.evaluate(
      async ([address, bearer, times]) => {
        const took: number[] = []
        for (let n = 0; n < times; n++) {
          const start = performance.now()
          const answer = await fetch(address, { headers: { authorization: `Bearer ${bearer}` } })
          await answer.arrayBuffer()
          if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
          took.push(performance.now() - start)
        }
        return took.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0
      },
      [path, token, 2 * rounds + 1] as const,
    )
  return {
    'overview of a job with 100,000 runs': round(await timed('/api/overview/job/often?days=90'), 1),
    'its activity': round(await timed('/api/activity/job/often?limit=8'), 1),
  }
}

/** Measured in the page: a call from here takes longer than a frame. */
const clickToContent = (page: Page, name: string, content: string): Promise<number> =>
  page.evaluate(
    ([linkName, selector]) =>
      new Promise<number>((resolve) => {
        const link = [...document.querySelectorAll<HTMLElement>('nav a')].find(({ title }) => title === linkName)
        const start = performance.now()
        link?.click()
        const look = (): void => {
          const isThere = location.pathname === link?.getAttribute('href') && document.querySelector(`main ${selector}`)
          if (isThere) resolve(Math.round(performance.now() - start))
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
    [name, content] as const,
  )

const median = (all: number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

export const addressOf = ({ stdout }: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = ''
    stdout?.on('data', (chunk) => {
      text += String(chunk)
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? []
      if (address) resolve(address)
    })
    stdout?.once('end', () => reject(new Error(`lf serve ended without an address: ${text}`)))
  })

/** Jobs, schedules of a part of them, and ended runs of the last ten weeks, one in eight of which failed. */
function fill(folder: string): void {
  const db = openDb(join(folder, 'localflow.db'))
  migrate(db, join(root, 'migrations'), join(folder, 'backups'), 0)
  const now = Date.now()
  const numbers = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)'
  const spec = JSON.stringify({ body: { kind: 'command', command: 'true', args: [] } })
  const timing = `iif(i % 10 = 0, '* * * * *', iif(i % 3 = 0, '*/15 * * * *', (i % 60) || ' ' || (i % 24) || ' * * *'))`
  db.transaction(() => {
    db.prepare(
      `INSERT INTO job (id, name, enabled, version, created_at, updated_at) ${numbers} SELECT 'job-' || i, 'job ' || i, 1, 1, :now, :now FROM n`,
    ).run({
      count: jobs,
      now,
    })
    db.prepare(
      `INSERT INTO job_version (job_id, version, kind, preview, spec, created_at) ${numbers} SELECT 'job-' || i, 1, 'command', 'true', :spec, :now FROM n`,
    ).run({ count: jobs, spec, now })
    db.prepare(
      `INSERT INTO schedule (id, job_id, name, spec, enabled, recorded_to, created_at, updated_at) ${numbers}
       SELECT 'schedule-' || i, 'job-' || (i * 8), '', json_object('timing', json_object('kind', 'cron', 'expr', ${timing}), 'tz', 'UTC'), 1, :now, :now, :now FROM n`,
    ).run({ count: schedules, now })
    db.prepare(
      `INSERT INTO run (number, id, title, kind, job_id, job_version, trigger, status, reason, exit_code, error, created_at, started_at, start_seq, ended_at)
       ${numbers} SELECT i, 'run-' || i, 'job ' || (i % CAST(:jobs AS INTEGER) + 1), 'job', 'job-' || (i % CAST(:jobs AS INTEGER) + 1), 1, 'schedule',
         iif(i % 8 = 0, 'failed', 'succeeded'), iif(i % 8 = 0, 'exit-code', NULL), iif(i % 8 = 0, 1, 0),
         iif(i % 8 = 0, 'could not copy file ' || i, NULL),
         :now - (:count - i) * :minute, :now - (:count - i) * :minute, 2 * i, :now - (:count - i) * :minute + i % 9000 FROM n`,
    ).run({ count: runs, jobs, now, minute })
    db.prepare(
      `INSERT INTO organized (kind, id, tags, folder, notes) ${numbers} SELECT 'job', 'job-' || i, '[]', 'area ' || (i % ${foldersOfJobs}), '' FROM n`,
    ).run({ count: jobs })
    db.prepare("INSERT INTO job (id, name, enabled, version, created_at, updated_at) VALUES ('often', 'often', 1, 1, ?, ?)").run(
      now,
      now,
    )
    db.prepare(
      `INSERT INTO job_version (job_id, version, kind, preview, spec, created_at) VALUES ('often', 1, 'command', 'true', ?, ?)`,
    ).run(spec, now)
    db.prepare(
      `INSERT INTO run (number, id, title, kind, job_id, job_version, trigger, status, created_at, started_at, start_seq, ended_at)
       ${numbers} SELECT ${runs} + i, 'often-' || i, 'often', 'job', 'often', 1, 'schedule', 'succeeded',
         :now - (:count - i) * :minute, :now - (:count - i) * :minute, ${2 * runs} + 2 * i, :now - (:count - i) * :minute + i % 9000 FROM n`,
    ).run({ count: often, now, minute })
  })()
  db.close()
}
