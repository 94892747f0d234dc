import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const lf = fileURLToPath(new URL('../../out/main/lf.js', import.meta.url))

export type Killed = Awaited<ReturnType<typeof createVictim>>

/** One LocalFlow after the other on the same folder and port, each killed before the next. */
export async function createVictim({ data, parallel }: { data: string; parallel: number }) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  let token = ''

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [lf, 'serve', '--port', String(port), '--data', data], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, LOCALFLOW_WORKERS: String(parallel) },
    })
    child = started
    await new Promise<void>((resolve, reject) => {
      started.stdout?.once('data', () => resolve())
      started.once('exit', (code) => reject(new Error(`lf serve ended with ${code}`)))
    })
    started.removeAllListeners('exit')
    token = readFileSync(join(data, 'api-token'), 'utf8').trim()
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const victim = child
    if (!victim || victim.exitCode !== null || victim.signalCode !== null) return
    const gone = new Promise((resolve) => victim.once('exit', resolve))
    victim.kill(signal)
    await gone
  }

  /** Null: no answer came, or it broke off. */
  async function ask<T>(method: string, path: string, body?: unknown): Promise<T | null> {
    try {
      const answer = await fetch(`${url}/api${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      return answer.ok ? (JSON.parse(text) as T) : null
    } catch {
      return null
    }
  }

  return { start, end, ask }
}

type Kills = { kills: number; say: (line: string) => void }

/** Kills engine, runner or both at random moments, so often. */
export async function killSome(
  victim: Killed,
  { kills, say }: Kills,
  random: () => number,
): Promise<{ engine: number; runner: number }> {
  const killed = { engine: 0, runner: 0 }

  async function killRunner(): Promise<void> {
    const pids = (await victim.ask<{ runnerPids: number[] }>('GET', '/system'))?.runnerPids ?? []
    const pid = pids[Math.floor(random() * pids.length)]
    if (pid === undefined) return
    try {
      process.kill(pid, 'SIGKILL')
      killed.runner++
    } catch {
      // It had left already.
    }
  }

  for (let count = 0; count < kills; count++) {
    await pause(20 + random() * 1_500)
    const whom = random()
    if (whom > 0.6) await killRunner()
    if (whom > 0.6 && whom < 0.85) continue
    await victim.end('SIGKILL')
    killed.engine++
    if (random() < 0.3) await pause(random() * 800)
    await victim.start()
    if (count % 20 === 19) say(`${count + 1} kills`)
  }
  return killed
}

/** Until nothing is queued or runs any more. */
export async function untilStill(victim: Killed): Promise<void> {
  for (;;) {
    const info = await victim.ask<{ queued: number; running: number }>('GET', '/system')
    if (info && info.queued + info.running === 0) return
    await pause(200)
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
