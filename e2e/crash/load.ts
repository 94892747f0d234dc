import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { seeded } from './seeded.ts'

export const lf = fileURLToPath(new URL('../../out/main/lf.js', import.meta.url))

export type Load = { kills: number; tasks: number; seed: number; data: string; parallel: number; say: (line: string) => void }

/** What the world outside knows when all is over: what was acknowledged, and how often somebody was killed. */
export type Told = { acknowledged: string[]; engineKills: number; runnerKills: number; ms: number }

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export const ledgerOf = (data: string): string => join(data, 'ledger')

/** Tells the ledger when it begins and ends, and writes numbered lines in between. */
const script = (ledger: string, lines: number, ms: number): string =>
  `echo "start $LOCALFLOW_TASK_ID $LOCALFLOW_ATTEMPT" >> ${ledger}
i=0; while [ $i -lt ${lines} ]; do i=$((i+1)); echo "line $i"; done
sleep ${(ms / 1_000).toFixed(3)}
echo "last"
echo "end $LOCALFLOW_TASK_ID $LOCALFLOW_ATTEMPT" >> ${ledger}`

/** Six in ten end at once, three take up to a second, one takes up to four. */
export function draft(random: () => number, ledger: string, key: string): object {
  const kind = random()
  const ms = kind < 0.6 ? 5 : kind < 0.9 ? random() * 1_000 : random() * 4_000
  return {
    type: 'shell',
    payload: { command: '/bin/sh', args: ['-c', script(ledger, 1 + Math.floor(random() * 60), ms)], cwd: '/' },
    priority: Math.floor(random() * 5),
    maxAttempts: 50,
    backoff: { kind: 'fixed', delayMs: 20 },
    idempotencyKey: key,
  }
}

/** One LocalFlow after the other on the same folder and port, each killed before the next. */
async function createVictim({ data, parallel }: Load) {
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

/** Asks for tasks while engine and runner are killed at random, until all is done; then lets LocalFlow end in order. */
export async function crashLoad(load: Load): Promise<Told> {
  const begin = performance.now()
  const random = seeded(load.seed)
  const ledger = ledgerOf(load.data)
  mkdirSync(load.data, { recursive: true })
  writeFileSync(ledger, '')
  const victim = await createVictim(load)
  const acknowledged = new Set<string>()
  const killed = { engine: 0, runner: 0 }
  await victim.start()

  /** The same key until somebody says yes: an answer that was lost must not make a second task. */
  async function enqueueAll(): Promise<void> {
    for (let at = 0; at < load.tasks; at += 20) {
      const some = Array.from({ length: Math.min(20, load.tasks - at) }, (_, index) => `${load.seed}-${at + index}`)
      await Promise.all(
        some.map(async (key) => {
          const body = draft(random, ledger, key)
          for (;;) {
            const answer = await victim.ask<{ id: string }>('POST', '/tasks', body)
            if (answer) return acknowledged.add(answer.id)
            await pause(30)
          }
        }),
      )
    }
  }

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

  async function killSome(): Promise<void> {
    for (let count = 0; count < load.kills; count++) {
      await pause(20 + random() * 1_500)
      const whom = random()
      if (whom > 0.6) await killRunner()
      if (whom > 0.6 && whom < 0.85) continue
      await victim.end('SIGKILL')
      killed.engine++
      if (random() < 0.3) await pause(random() * 800)
      await victim.start()
      if (count % 20 === 19) load.say(`${count + 1} kills`)
    }
  }

  await Promise.all([enqueueAll(), killSome()])
  load.say(`${acknowledged.size} tasks acknowledged, ${killed.engine} engines and ${killed.runner} runners killed`)
  for (;;) {
    const info = await victim.ask<{ queued: number; running: number }>('GET', '/system')
    if (info && info.queued + info.running === 0) break
    await pause(200)
  }
  await victim.end('SIGTERM')
  return {
    acknowledged: [...acknowledged],
    engineKills: killed.engine,
    runnerKills: killed.runner,
    ms: performance.now() - begin,
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
