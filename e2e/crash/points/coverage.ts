import { readFileSync } from 'node:fs'
import { recordPoints } from './scenario-run.ts'

/** With fewer names than these, some crash points no longer work. */
const fewestNames = 60
/** Before and after: hello, environment, start, acknowledge, stop, done. */
const fewestOwn = 12
/** Whether a process reaches a point may depend on timing: the scenario runs again while a point is missing. */
const runs = 3

/** `visits`: by point, the most of one process. */
export type Coverage = { visits: Map<string, number>; names: number; findings: string[] }

/** The points that the scenario must reach: nothing is ever killed at a point that it no longer reaches. */
export const expectedPoints = (): string[] =>
  readFileSync(new URL('expected-points.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')

/** The points of the path with the spawner, which has no list: its own are those of the runner. */
export async function coverNative(): Promise<Coverage> {
  const { visits, run } = await recordPoints(true)
  const own = [...visits.keys()].filter((point) => point.includes('to the spawner'))
  const findings =
    own.length < fewestOwn ? [`${own.length} points of the runner with the spawner, and there should be ${fewestOwn}`] : []
  return { visits, names: visits.size, findings: [...run.findings, ...findings] }
}

/** Every point that the scenario reaches without any kill, and what is wrong with that. */
export async function cover(): Promise<Coverage> {
  const visits = new Map<string, number>()
  const missing = new Set(expectedPoints())
  const findings: string[] = []
  for (let count = 0; count < runs && (count === 0 || missing.size > 0); count++) {
    const recorded = await recordPoints()
    for (const [point, most] of recorded.visits) visits.set(point, Math.max(visits.get(point) ?? 0, most))
    for (const point of recorded.visits.keys()) missing.delete(point)
    if (recorded.run.findings.length > 0)
      findings.push(`without any kill: ${recorded.run.findings.join('; ')}. The data is kept in ${recorded.run.data}`)
  }
  const names = new Set([...visits.keys()].map((point) => point.replace(/: (before|midway|after)$/, ''))).size
  if (names < fewestNames) findings.push(`there are ${names} names, and there should be ${fewestNames}`)
  if (missing.size > 0)
    findings.push(`no longer reached: ${[...missing].join(', ')}. If that is intended: npm run crash -- --points --list`)
  return { visits: new Map([...visits].sort(([a], [b]) => (a < b ? -1 : 1))), names, findings }
}
