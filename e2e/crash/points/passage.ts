import { appendFileSync, readFileSync } from 'node:fs'
import { seeded } from '../seeded.ts'

/**
 * What a process under test does at its points. `record` names each point once; `die` kills the process at one of them,
 * so many times in all, counted in a file that outlives the deaths; `fail` lets writes fail before or after they are done.
 */
export type Orders =
  | { mode: 'record'; file: string }
  | { mode: 'die'; file: string; point: string; passage: number; deaths: number }
  | { mode: 'fail'; file: string; seed: number; rate: number }

export const ordersVariable = 'LOCALFLOW_POINTS'

/** Of a file or a message, before or after it; of an operation on the database, also between its first write and its last. */
export type Phase = 'before' | 'midway' | 'after'

// Taken before anything is wrapped.
const append = appendFileSync
const kill = process.kill.bind(process)

const seen = new Map<string, number>()
let role = ''
let orders: Orders | null = null
let chance = (): number => 1

export function obey(who: string, what: Orders): void {
  role = who
  orders = what
  // Each process has luck of its own, by the same seed.
  if (what.mode === 'fail') chance = seeded(what.seed + linesOf(what.file))
}

/** Whether a write is to fail now: before it is done, or though it was. Each failure is written down. */
export function failureOf(what: string): 'before' | 'after' | null {
  if (orders?.mode !== 'fail') return null
  const drawn = chance() / orders.rate
  if (drawn >= 2) return null
  const phase = drawn < 1 ? 'before' : 'after'
  append(orders.file, `${what}: ${phase}\n`)
  return phase
}

/** Names that several passages share are passed once. */
export function pass(names: string[], phase: Phase): void {
  for (const name of names) passOne(`${role} ${name}: ${phase}`)
}

export function around<T>(names: string[], act: () => T): T {
  pass(names, 'before')
  const result = act()
  pass(names, 'after')
  return result
}

function passOne(point: string): void {
  const count = (seen.get(point) ?? 0) + 1
  seen.set(point, count)
  if (orders?.mode === 'record' && count === 1) append(orders.file, `${point}\n`)
  if (orders?.mode === 'die' && point === orders.point && count === orders.passage && linesOf(orders.file) < orders.deaths)
    die(orders.file)
}

function die(file: string): void {
  append(file, `${role} ${process.pid} ${Date.now()}\n`)
  kill(process.pid, 'SIGKILL')
}

export function linesOf(file: string): number {
  try {
    return readFileSync(file, 'utf8').split('\n').length - 1
  } catch {
    return 0
  }
}
