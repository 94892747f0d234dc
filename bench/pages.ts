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
    return await measure(page)
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

const addressOf = ({ stdout }: ChildProcess): Promise<string> =>
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
  })()
  db.close()
}
