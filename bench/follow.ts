import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import { findChromium } from '../scripts/chromium.ts'
import { root, round } from './engine.ts'
import { addressOf } from './pages.ts'

const linesPerSecond = 20_000
const warmUpMs = 3_000
const measuredMs = 15_000
const longMs = 50

/** Prints so many lines a second, whoever reads them; each fiftieth is an error. */
const program = `
let n = 0
const start = Date.now()
setInterval(() => {
  const due = Math.floor(((Date.now() - start) * ${linesPerSecond}) / 1000)
  let text = ''
  for (; n < due; n++) text += (n % 50 === 0 ? 'ERROR ' : 'entry ') + n + ' copied a file to the archive with some text behind\\n'
  if (text) process.stdout.write(text)
}, 5)
setTimeout(() => process.exit(), 120_000)`

type Task = { name: string; ph: string; pid: number; tid: number; dur?: number; tdur?: number }

const lf = (folder: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'out/main/lf.js'), '--data', folder, ...args], { stdio: 'ignore' })

/** The tasks of the window's thread while it follows the log of a job that prints 20,000 lines a second. */
export async function followLog(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-follow-'))
  const server = spawn(process.execPath, [join(root, 'out/main/lf.js'), 'serve', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
  try {
    const address = await addressOf(server)
    lf(folder, 'job', 'create', 'Fast', '--', process.execPath, '-e', program)
    lf(folder, 'run', 'Fast')
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    await page.goto(`${address}/#token=${readFileSync(join(folder, 'api-token'), 'utf8').trim()}`)
    await page.waitForSelector('h1')
    await page.goto(`${address}/runs/1?tab=log`)
    await page.waitForSelector('[data-line]')
    return await measure(browser, page, folder)
  } finally {
    lf(folder, 'cancel', '1')
    await browser.close()
    server.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
}

async function measure(browser: Browser, page: Page, folder: string): Promise<Record<string, unknown>> {
  await page.waitForTimeout(warmUpMs)
  const path = join(folder, 'trace.json')
  await browser.startTracing(page, {
    path,
    categories: ['-*', 'toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
  })
  await page.waitForTimeout(measuredMs)
  await browser.stopTracing()
  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as { traceEvents: Task[] }
  const layout = traceEvents.find(({ name }) => name === 'UpdateLayoutTree')
  const tasks = traceEvents.filter(({ name, pid, tid }) => name === 'RunTask' && pid === layout?.pid && tid === layout.tid)
  const walls = tasks.map(({ dur = 0 }) => dur / 1_000)
  const cpus = tasks.map(({ tdur = 0 }) => tdur / 1_000)
  return {
    linesPerSecond,
    seconds: measuredMs / 1_000,
    longestTaskMs: round(Math.max(...walls)),
    longTasks: walls.filter((ms) => ms > longMs).length,
    /** Without the time in which the thread waited for a processor. */
    longestTaskCpuMs: round(Math.max(...cpus)),
    longTasksByCpu: cpus.filter((ms) => ms > longMs).length,
    cpuShare: round(cpus.reduce((sum, ms) => sum + ms, 0) / measuredMs),
    aim: 'tasks <= 50 ms',
  }
}
