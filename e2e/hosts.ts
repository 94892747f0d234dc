import { type ChildProcess, fork, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type Browser, type BrowserContext, test as base, chromium, expect, type Page } from '@playwright/test'

const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))
const lf = fromRoot('out/main/lf.js')
const desktop = fromRoot('out/main/desktop.js')

export type HostOptions = { host: 'headless' | 'double' | 'electron' }

/** A running LocalFlow with a window, whatever it is made of. */
export type App = {
  data: string
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
  served: async ({ data, context }, use) => {
    const served = await openHeadless(data, context)
    await use(served)
    await stopRuns(served)
    await served.kill()
  },
  desktop: async ({ data, host, viewport }, use) => {
    if (host === 'electron') throw new Error('what only the double can show is asked of the double')
    const { desktop, close } = await openDouble(data, viewport ?? { width: 1280, height: 800 })
    await use(desktop)
    await stopRuns(desktop)
    await close()
  },
  app: async ({ host, data, context, viewport }, use) => {
    const opened =
      host === 'headless'
        ? await openHeadless(data, context).then((app) => ({ app: app as App, close: app.kill }))
        : host === 'double'
          ? await openDouble(data, viewport ?? { width: 1280, height: 800 }).then(({ desktop: app, close }) => ({
              app: app as App,
              close,
            }))
          : await openElectron(data)
    await use(opened.app)
    await stopRuns(opened.app)
    await opened.close()
  },
})

export { expect }

async function stopRuns(app: App): Promise<void> {
  const { out } = await app.lf('list', '--status', 'running', '--json')
  for (const run of JSON.parse(out || '[]') as { id: string }[]) await app.lf('cancel', run.id)
}

function runLf(data: string, args: string[]): ReturnType<App['lf']> {
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

/** A key that is pressed before the page stands is nobody's. */
async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function openHeadless(data: string, context: BrowserContext): Promise<Served> {
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

  await start()
  const token = readFileSync(join(data, 'api-token'), 'utf8').trim()
  const page = await context.newPage()
  await page.goto(`${url}/#token=${token}`)
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

/** The built desktop program in plain Node, with the module `electron` replaced by the double. */
async function openDouble(
  data: string,
  size: { width: number; height: number },
): Promise<{ desktop: Desktop; close(): Promise<void> }> {
  const port = await freePort()
  const child = fork(desktop, [`--data=${data}`], {
    execArgv: ['--import', fromRoot('e2e/electron-double/register.mjs')],
    env: { ...process.env, DOUBLE_PORT: String(port) },
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const facts = new Map<string, unknown>()
  const waiting = new Map<number, (result: unknown) => void>()
  let loaded: () => void = () => {}
  const ready = new Promise<void>((resolve) => {
    loaded = resolve
  })
  child.on('message', (message: { fact?: string; value?: unknown; done?: number; result?: unknown }) => {
    if (message.fact !== undefined) facts.set(message.fact, message.value)
    if (message.fact === 'loaded' || message.fact === 'error box') loaded()
    if (message.done !== undefined) waiting.get(message.done)?.(message.result)
  })
  let orders = 0
  const order = (name: string, value?: unknown): Promise<unknown> =>
    new Promise((resolve) => {
      waiting.set(++orders, resolve)
      child.send({ id: orders, name, value })
    })
  await Promise.race([ready, exited])
  const browser: Browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
  const page = browser
    .contexts()[0]
    ?.pages()
    .find((candidate) => candidate.url().startsWith('https://localflow.app')) as Page
  await page.setViewportSize(size)
  return {
    desktop: {
      data,
      page,
      pid: child.pid ?? 0,
      exited,
      order,
      fact: async (name) => facts.get(name),
      lf: (...args) => runLf(data, args),
      goto: (path) => visit(page, `https://localflow.app${path}`),
    },
    async close() {
      if (child.exitCode === null) await order('quit')
      await exited
      await browser.close().catch(() => {})
    },
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
