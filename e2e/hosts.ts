import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { placeEmptyDatabase } from '../electron/engine/testing/empty-database.ts'
import { openDouble } from './electron-double/open-double.ts'
import { freePort } from './free-port.ts'

const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))
const lf = fromRoot('out/main/lf.js')

export type HostOptions = { host: 'headless' | 'double' | 'electron' }

/** A running LocalFlow with a window, whatever it is made of. */
export type App = {
  data: string
  /** In a browser it is empty until the test goes somewhere: many tests need no page, or another one than Home. */
  page: Page
  /** Runs `lf` against it. */
  lf(...args: string[]): Promise<{ code: number | null; out: string; err: string }>
  /** Goes to a path of the app. */
  goto(path: string): Promise<void>
}

export type Served = App & { url: string; token: string; kill(): Promise<void>; start(): Promise<void> }
export type Desktop = App & {
  pid: number
  fact(name: string): Promise<unknown>
  order(name: string, value?: unknown): Promise<unknown>
  exited: Promise<number | null>
}

type Fixtures = { data: string; app: App; served: Served; desktop: Desktop }

export const test = base.extend<HostOptions & Fixtures>({
  host: ['headless', { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: a fixture names what it needs, and this needs nothing
  data: async ({}, use) => {
    const data = mkdtempSync(join(tmpdir(), 'localflow-e2e-'))
    await use(data)
    rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  },
  served: async ({ host, data, context }, use) => {
    if (host !== 'headless') throw new Error('A test that starts `lf serve` needs the tag @served.')
    const served = await openHeadless(data, context)
    await use(served)
    await stopRuns(served)
    await served.kill()
  },
  desktop: async ({ data, host, context }, use) => {
    if (host === 'electron') throw new Error('what only the double can show is asked of the double')
    const { desktop, close } = await openDesktop(data, context)
    await use(desktop)
    await stopRuns(desktop)
    await close()
  },
  app: async ({ host, data, context }, use) => {
    const opened =
      host === 'headless'
        ? await openHeadless(data, context).then((app) => ({ app: app as App, close: app.kill }))
        : host === 'double'
          ? await openDesktop(data, context).then(({ desktop: app, close }) => ({ app: app as App, close }))
          : await openElectron(data)
    await use(opened.app)
    await stopRuns(opened.app)
    await opened.close()
  },
})

export { expect }

/** Cancels every run, because programs outlive the LocalFlow that started them. Reads the database, which is faster than `lf`. */
async function stopRuns(app: App): Promise<void> {
  const path = join(app.data, 'localflow.db')
  if (!existsSync(path)) return
  const db = new Database(path, { readonly: true })
  const running = db.prepare<[], string>(`SELECT id FROM run WHERE status = 'running' ORDER BY number`).pluck().all()
  db.close()
  for (const id of running) await app.lf('cancel', id)
}

/** Runs `lf` on a data folder. */
export function runLf(data: string, args: string[]): ReturnType<App['lf']> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [lf, '--data', data, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    const text = { out: '', err: '' }
    child.stdout.on('data', (part) => {
      text.out += part
    })
    child.stderr.on('data', (part) => {
      text.err += part
    })
    child.on('close', (code) => resolve({ code, ...text }))
  })
}

/** Runs in a page: it has the token as if somebody had opened it with the link of `lf serve` before. */
function keepToken({ url, token }: { url: string; token: string }): void {
  if (location.origin === url) localStorage['localflow-token'] ??= token
}

/** A key pressed before the page is ready has no effect. */
async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
}

async function openHeadless(data: string, context: BrowserContext): Promise<Served> {
  placeEmptyDatabase(data)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let server: ChildProcess | null = null

  async function start(): Promise<void> {
    const child = spawn(process.execPath, [lf, 'serve', '--port', String(port), '--data', data], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, LOCALFLOW_WORKERS: '64' },
    })
    server = child
    await new Promise<void>((resolve, reject) => {
      child.stdout.once('data', () => resolve())
      child.once('exit', (code) => reject(new Error(`lf serve ended with ${code}`)))
    })
  }
  async function kill(): Promise<void> {
    const child = server
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }

  const [page] = await Promise.all([context.newPage(), start()])
  const token = readFileSync(join(data, 'api-token'), 'utf8').trim()
  await context.addInitScript(keepToken, { url, token })
  return {
    data,
    page,
    url,
    token,
    kill,
    start,
    lf: (...args) => runLf(data, args),
    goto: (path) => visit(page, url + path),
  }
}

async function openDesktop(data: string, context: BrowserContext): Promise<{ desktop: Desktop; close(): Promise<void> }> {
  placeEmptyDatabase(data)
  const { close, ...double } = await openDouble(data, context)
  return {
    desktop: {
      ...double,
      data,
      lf: (...args) => runLf(data, args),
      goto: (path) => visit(double.page, `https://localflow.app${path}`),
    },
    close,
  }
}

async function openElectron(data: string): Promise<{ app: App; close(): Promise<void> }> {
  const electron = await _electron.launch({ args: [fromRoot('.'), `--data=${data}`] })
  const page = await electron.firstWindow()
  return {
    app: {
      data,
      page,
      lf: (...args) => runLf(data, args),
      goto: (path) => visit(page, `app://localflow${path}`),
    },
    close: () => electron.close(),
  }
}
