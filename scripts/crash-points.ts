import { cover, coverNative, expectedPoints } from '../e2e/crash/points/coverage.ts'
import { killsAt, runAll, sampleOf } from '../e2e/crash/points/kills.ts'
import { recordPoints } from '../e2e/crash/points/scenario-run.ts'

export type PointsOptions = {
  only: string | null
  sample: number | null
  seed: number
  visit: number | null
  parallel: number
  isNative: boolean
}

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Kills a process at every crash point. False: something was lost, or a point was not reached. */
export async function crashAtPoints({ only, sample, seed, visit, parallel, isNative }: PointsOptions): Promise<boolean> {
  const begin = performance.now()
  const { visits, names, findings } = await (isNative ? coverNative() : cover())
  say(`${names} names, ${visits.size} points`)
  for (const finding of findings) say(finding)
  const all = killsAt(new Map([...visits].filter(([point]) => only === null || point.includes(only))), seed, visit)
  const chosen = sample === null ? all : sampleOf(all, sample, seed)
  const summary = await runAll(
    chosen.map((kill) => ({ ...kill, isNative })),
    parallel,
    say,
  )
  const seconds = Math.round((performance.now() - begin) / 1_000)
  process.stdout.write(`${JSON.stringify({ seed, names, points: visits.size, kills: all.length, ...summary, seconds })}\n`)
  // Other points depend on timing, and need not be reached again.
  const expected = new Set(isNative ? [] : expectedPoints())
  return findings.length + summary.findings.length + summary.unreached.filter((point) => expected.has(point)).length === 0
}

/** For expected-points.txt: the points that each of several runs reaches. */
export async function listPoints(): Promise<void> {
  let common: string[] | null = null
  for (let count = 0; count < 3; count++) {
    const { visits } = await recordPoints()
    common = (common ?? [...visits.keys()]).filter((point) => visits.has(point))
  }
  process.stdout.write(`${common?.sort().join('\n')}\n`)
}
