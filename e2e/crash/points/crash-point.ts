import { appendFileSync, readFileSync } from 'node:fs'
import { seeded } from '../seeded.ts'

/**
 * What a process under test does at its crash points. `record` writes down each visit; `kill` kills the process at one
 * of them, `kills` times in all, counted in a file that outlives it; `fail` lets writes fail before or after they are done.
 * `isNative`: the spawner starts the programs.
 */
export type Plan = ByMode & { isNative?: boolean }
type ByMode =
  | { mode: 'record'; file: string }
  | { mode: 'kill'; file: string; point: string; visit: number; kills: number }
  | { mode: 'fail'; file: string; seed: number; rate: number }

export const planVariable = 'LOCALFLOW_CRASH_PLAN'

/** For a file or a message, before or after it; for an operation on the database, also between its first write and its last. */
export type Place = 'before' | 'midway' | 'after'

// Taken before anything is wrapped.
const append = appendFileSync
const kill = process.kill.bind(process)

const visits = new Map<string, number>()
let role = ''
let plan: Plan | null = null
let random = (): number => 1

export function follow(who: string, what: Plan): void {
  role = who
  plan = what
  // Each process draws other numbers from the same seed. Neighboring seeds begin alike, so that they are spread first.
  if (what.mode === 'fail') random = seeded(Math.imul(what.seed + linesOf(what.file), 2_654_435_761))
}

/** Whether a write is to fail now: before it is done, or although it was done. Records each failure. */
export function nextFailure(what: string): 'before' | 'after' | null {
  if (plan?.mode !== 'fail') return null
  const drawn = random() / plan.rate
  if (drawn >= 2) return null
  const place = drawn < 1 ? 'before' : 'after'
  append(plan.file, `${what}: ${place}\n`)
  return place
}

/** The process reaches the crash points of these names. */
export function reach(names: string[], place: Place): void {
  for (const name of names) reachOne(`${role} ${name}: ${place}`)
}

export function around<T>(names: string[], act: () => T): T {
  reach(names, 'before')
  const result = act()
  reach(names, 'after')
  return result
}

function reachOne(point: string): void {
  const visit = (visits.get(point) ?? 0) + 1
  visits.set(point, visit)
  if (plan?.mode === 'record') append(plan.file, `${point}\t${visit}\n`)
  if (plan?.mode === 'kill' && point === plan.point && visit === plan.visit && linesOf(plan.file) < plan.kills)
    killThisProcess(plan.file)
}

function killThisProcess(file: string): void {
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
