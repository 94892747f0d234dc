import { seeded } from '../seeded.ts'
import { type Kill, runWithKill, type ScenarioRun } from './scenario-run.ts'

export type Summary = {
  runs: number
  /** The number of these kills that reached their point. */
  reached: number
  killed: number
  slowestStartMs: number
  unreached: string[]
  findings: (Kill & { findings: string[]; data: string })[]
}

/** Whether a process reaches a point may depend on timing: a kill is tried so often until it happens. */
const tries = 3

/**
 * One kill at each point, two in a row, and one at later visits: by each name of an operation a process commits different
 * things. `visit`: at this one alone.
 */
export function killsAt(visits: Map<string, number>, seed: number, visit: number | null = null): Kill[] {
  const random = seeded(seed)
  return [...visits].flatMap(([point, most]) => [
    ...[1, 2].map((times) => ({ point, times, visit: visit ?? 1 })),
    ...(visit === null && point.includes(' commit ') ? laterVisits(most, random) : []).map((later) => ({
      point,
      times: 1,
      visit: later,
    })),
  ])
}

/** One of the second and third, one of the fourth to seventh, and so on. */
function laterVisits(most: number, random: () => number): number[] {
  const visits: number[] = []
  for (let from = 2; from <= most; from *= 2) visits.push(Math.min(most, from + Math.floor(random() * from)))
  return visits
}

/** So many of them, as a seed picks them. */
export function sampleOf<T>(all: T[], count: number, seed: number): T[] {
  const random = seeded(seed)
  const left = [...all]
  return Array.from({ length: Math.min(count, all.length) }, () => left.splice(Math.floor(random() * left.length), 1)).flat()
}

/** Runs the scenario once for each kill, several at the same time; `say` gets a line about each run. */
export async function runAll(kills: Kill[], parallel: number, say: (line: string) => void): Promise<Summary> {
  const waiting = [...kills]
  const summary: Summary = { runs: 0, reached: 0, killed: 0, slowestStartMs: 0, unreached: [], findings: [] }
  const reached = new Set<string>()

  function add(kill: Kill, { killed, findings, data, slowestStartMs, ms }: ScenarioRun): void {
    summary.runs++
    summary.killed += killed
    summary.slowestStartMs = Math.max(summary.slowestStartMs, slowestStartMs)
    if (killed > 0) reached.add(kill.point)
    if (findings.length > 0) summary.findings.push({ ...kill, findings, data })
    say(`${describe(kill)}: killed ${killed}, ${ms} ms${findings.length > 0 ? `, FOUND: ${findings.join('; ')}` : ''}`)
  }

  async function runSome(): Promise<void> {
    for (let kill = waiting.shift(); kill; kill = waiting.shift())
      for (let count = 0; count < tries; count++) {
        const run = await runWithKill(kill)
        add(kill, run)
        if (run.killed > 0) break
      }
  }

  await Promise.all(Array.from({ length: parallel }, runSome))
  const points = [...new Set(kills.map(({ point }) => point))]
  return { ...summary, reached: reached.size, unreached: points.filter((point) => !reached.has(point)) }
}

export const describe = ({ point, times, visit }: Kill): string => `${point} × ${times}${visit === 1 ? '' : `, visit ${visit}`}`
