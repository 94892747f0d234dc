import { cover, expectedPoints } from '../e2e/crash/points/coverage.ts'
import { playWhole } from '../e2e/crash/points/play.ts'
import { deathsAt, playAll, sampleOf } from '../e2e/crash/points/survey.ts'

export type PointsOptions = { only: string | null; sample: number | null; seed: number; passage: number; parallel: number }

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Dies at every point there is, once and twice in a row. False: something was lost, or a point was not reached. */
export async function crashAtPoints({ only, sample, seed, passage, parallel }: PointsOptions): Promise<boolean> {
  const begin = performance.now()
  const { points, names, faults } = await cover()
  say(`${names} names, ${points.length} points`)
  for (const fault of faults) say(fault)
  const all = deathsAt(
    points.filter((point) => only === null || point.includes(only)),
    passage,
  )
  const survey = await playAll(sample === null ? all : sampleOf(all, sample, seed), parallel, say)
  const seconds = Math.round((performance.now() - begin) / 1_000)
  process.stdout.write(`${JSON.stringify({ seed, names, points: points.length, ...survey, seconds })}\n`)
  // What is expected of no telling may have been passed by luck, and not again.
  const expected = new Set(expectedPoints())
  return faults.length + survey.faults.length + survey.unreached.filter((point) => expected.has(point)).length === 0
}

/** The points of several tellings, for expected-points.txt: only those that each of them passes. */
export async function listPoints(): Promise<void> {
  let common: string[] | null = null
  for (let telling = 0; telling < 3; telling++) {
    const { points } = await playWhole()
    common = (common ?? points).filter((point) => points.includes(point))
  }
  process.stdout.write(`${common?.sort().join('\n')}\n`)
}
