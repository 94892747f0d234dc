import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Expression, referenceOccurrences, textOf, wallOf } from '../../shared/cron/cron-reference.ts'
import { expressions } from './expressions.ts'

const lf = fileURLToPath(new URL('../../out/main/lf.js', import.meta.url))
const minute = 60_000
const hour = 60 * minute
/** Occurrences in the last minutes may not have started yet. */
const margin = 10 * minute
const triesMost = 50

export type Change = { zone: string; at: number; hoursBefore: number; hoursAfter: number; speed: number }
export type Played = {
  zone: string
  at: string
  schedules: number
  expected: number
  fired: number
  /** Occurrences that did not start, started twice, or were never due. */
  missing: string[]
  twice: string[]
  extra: string[]
}

type Made = { id: string; expression: Expression; createdAt: number }

/** Runs the built program through a clock change, faster than real time, and compares the runs it started with the rule. */
export async function playChange(change: Change, library: string): Promise<Played> {
  const { zone, at, hoursBefore, hoursAfter, speed } = change
  const data = mkdtempSync(join(tmpdir(), 'localflow-dst-'))
  const from = at - hoursBefore * hour
  const to = at + hoursAfter * hour
  try {
    const began = Date.now()
    // Made at the speed of the clock on the wall: a program that lives faster also loses patience with a request sooner.
    const made = await withLocalFlow({ data, library, zone, from, speed: 1 }, (call) => make(zone, call))
    const start = from + Date.now() - began
    return await withLocalFlow({ data, library, zone, from: start, speed }, async (call) => {
      // A little longer than the time it plays, in which the last moments are recorded.
      await pause((to - start) / speed + 500)
      return compare(change, made, to, call)
    })
  } finally {
    rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

async function make(zone: string, call: Call): Promise<Made[]> {
  const job = await call('POST', '/jobs', { name: 'tick', body: { kind: 'builtin', name: 'noop' }, overlap: 'allow' })
  const made: Made[] = []
  for (const expression of expressions) {
    const schedule = await call('POST', '/schedules', {
      job: job['id'],
      timing: { kind: 'cron', expr: textOf(expression) },
      tz: zone,
      missed: { policy: 'all', cap: 1_000 },
    })
    made.push({ id: String(schedule['id']), expression, createdAt: Number(schedule['createdAt']) })
  }
  return made
}

type Life = { data: string; library: string; zone: string; from: number; speed: number }
type Call = (method: 'GET' | 'POST', path: string, body?: object) => Promise<Record<string, unknown>>

async function withLocalFlow<Result>(life: Life, use: (call: Call) => Promise<Result>): Promise<Result> {
  const child = serve(life)
  try {
    return await use(await caller(life.data, child))
  } finally {
    child.kill('SIGKILL')
    await new Promise((done) => (child.exitCode === null && child.signalCode === null ? child.once('exit', done) : done(null)))
  }
}

function serve({ data, library, zone, from, speed }: Life): ChildProcess {
  // The library reads its time by the clocks of the zone it is in.
  const local = new Date(from).toLocaleString('sv-SE', { timeZone: zone })
  return spawn(process.execPath, [lf, '--data', data, 'serve', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LD_PRELOAD: library, FAKETIME: `@${local} x${speed}`, TZ: zone },
  })
}

async function caller(data: string, child: ChildProcess): Promise<Call> {
  const url = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part
      const found = /listening on (http:\S+)/.exec(text)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`LocalFlow ended with ${code} before it listened`)))
  })
  const token = readFileSync(join(data, 'api-token'), 'utf8').trim()
  return async (method, path, body) => {
    for (let tries = 1; ; tries++) {
      const answer = await fetch(`${url}/api${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', Connection: 'close' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      const text = await answer.text()
      if (answer.ok) return JSON.parse(text) as Record<string, unknown>
      // Its time limits for requests run at its own, faster speed, so a slow read is sent again.
      if (method === 'POST' || ![400, 408].includes(answer.status) || tries === triesMost)
        throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    }
  }
}

async function compare({ zone, at }: Change, made: Made[], to: number, call: Call): Promise<Played> {
  const played: Played = {
    zone,
    at: new Date(at).toISOString(),
    schedules: made.length,
    expected: 0,
    fired: 0,
    missing: [],
    twice: [],
    extra: [],
  }
  const wall = wallOf(zone)
  for (const { id, expression, createdAt } of made) {
    // The rule looks back at earlier times, so it starts well before the schedule does.
    const begin = Math.floor(createdAt / minute) * minute - 4 * hour
    const walls = Array.from({ length: (to - begin) / minute }, (_, index) => wall(begin + index * minute))
    const expected = referenceOccurrences(expression, walls, begin).filter((due) => due > createdAt && due <= to - margin)
    const fired = (await firedOf(id, call)).filter((due) => due <= to - margin)
    const name = (due: number): string => `${textOf(expression)} at ${new Date(due).toISOString()}`
    played.expected += expected.length
    played.fired += fired.length
    played.missing.push(...expected.filter((due) => !fired.includes(due)).map(name))
    played.extra.push(...fired.filter((due) => !expected.includes(due)).map(name))
    played.twice.push(...fired.filter((due, index) => fired.indexOf(due) !== index).map(name))
  }
  return played
}

/** The occurrences for which a run started. */
async function firedOf(id: string, call: Call): Promise<number[]> {
  const all: number[] = []
  for (let before = ''; ; ) {
    const { items } = (await call('GET', `/schedules/${id}/occurrences?limit=500${before}`)) as {
      items: { dueAt: number; run: object | null }[]
    }
    all.push(...items.filter(({ run }) => run !== null).map(({ dueAt }) => dueAt))
    if (items.length < 500) return all.reverse()
    before = `&before=${items.at(-1)?.dueAt}`
  }
}
