import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort, lf } from '../killed.ts'
import { type Orders, ordersVariable } from './passage.ts'

const preload = fileURLToPath(new URL('preload.ts', import.meta.url))
const pauseMs = 30

/** More deaths in a row than were ordered: it does not start any more. */
const mostStarts = 6

export type Answer = { status: number; body: Record<string, unknown> }
export type Victim = Awaited<ReturnType<typeof createVictim>>

/** A LocalFlow that obeys `orders`, and that is started again as often as it dies. Answers may be cut off by chance. */
export async function createVictim(data: string, orders: Orders, stop: AbortSignal, isCut: () => boolean = () => false) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  // What the login shell of whoever tests does at its start is no part of the story: it may wait for what a killed one held.
  const home = `${data}.home`
  mkdirSync(home, { recursive: true })
  let child: ChildProcess | null = null
  let up: Promise<void> = Promise.resolve()
  let wanted = false
  /** How long each start took until it listened. */
  const starts: number[] = []
  let token = ''

  /** False: it died before it listened. */
  function launch(): Promise<boolean> {
    const begin = performance.now()
    const complaints = openSync(`${data}.stderr`, 'a')
    const args = ['--import', preload, lf, 'serve', '--port', String(port), '--data', data]
    const started = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', complaints],
      env: { ...process.env, HOME: home, SHELL: '/bin/sh', LOCALFLOW_WORKERS: '8', [ordersVariable]: JSON.stringify(orders) },
    })
    closeSync(complaints)
    child = started
    return new Promise((resolve) => {
      started.stdout?.once('data', () => {
        starts.push(performance.now() - begin)
        token = readFileSync(join(data, 'api-token'), 'utf8').trim()
        started.once('exit', () => wanted && void start())
        if (started.exitCode === null && started.signalCode === null) return resolve(true)
        resolve(false)
      })
      started.once('exit', () => resolve(false))
    })
  }

  async function launchUntilUp(): Promise<void> {
    for (let count = 0; count < mostStarts; count++) if (await launch()) return
    throw new Error(`it did not start in ${mostStarts} tries`)
  }

  function start(): Promise<void> {
    wanted = true
    up = launchUntilUp()
    up.catch(() => {})
    return up
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await up
    wanted = false
    const victim = child
    if (!victim || victim.exitCode !== null || victim.signalCode !== null) return
    const gone = new Promise((resolve) => victim.once('exit', resolve))
    victim.kill(signal)
    await gone
  }

  async function tryAsk(method: string, path: string, body: unknown): Promise<Answer | null> {
    try {
      const answer = await fetch(`${url}/api${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (isCut()) {
        await answer.body?.cancel()
        return null
      }
      return { status: answer.status, body: JSON.parse(await answer.text()) as Record<string, unknown> }
    } catch {
      return null
    }
  }

  /** Asks until an answer comes, however often it dies meanwhile: what was not acknowledged is asked again. */
  async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
    for (;;) {
      await up
      const answer = await tryAsk(method, path, body)
      if (answer && answer.status < 500) return answer
      await setTimeout(pauseMs, undefined, { signal: stop })
    }
  }

  /** A page outside the API, as it is now. */
  const text = async (path: string): Promise<string> =>
    (await fetch(url + path, { headers: { Authorization: `Bearer ${token}` } })).text()

  return { start, end, ask, text, starts }
}
