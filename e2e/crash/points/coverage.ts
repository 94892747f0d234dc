import { readFileSync } from 'node:fs'
import { playWhole } from './play.ts'

/** Fewer names than these, and what names the points has lost something. */
const fewestNames = 60
/** A passage may hang on the instant: the story is told again while a point that it should pass is missing. */
const tellings = 3

export type Coverage = { points: string[]; names: number; faults: string[] }

/** The points that the story is held to: one that it passes no more is one at which nobody dies any more. */
export const expectedPoints = (): string[] =>
  readFileSync(new URL('expected-points.txt', import.meta.url), 'utf8')
    .trim()
    .split('\n')

/** Every point that the story passes when nobody dies, and what is wrong with that. */
export async function cover(): Promise<Coverage> {
  const found = new Set<string>()
  const missing = new Set(expectedPoints())
  const faults: string[] = []
  for (let telling = 0; telling < tellings && (telling === 0 || missing.size > 0); telling++) {
    const { points, played } = await playWhole()
    for (const point of points) found.add(point)
    for (const point of points) missing.delete(point)
    if (played.faults.length > 0)
      faults.push(`without any death: ${played.faults.join('; ')}. The data is kept in ${played.data}`)
  }
  const names = new Set([...found].map((point) => point.replace(/: (before|midway|after)$/, ''))).size
  if (names < fewestNames) faults.push(`there are ${names} names, and there should be ${fewestNames}`)
  if (missing.size > 0)
    faults.push(`reached no more: ${[...missing].join(', ')}. If that is meant: npm run crash -- --points --list`)
  return { points: [...found].sort(), names, faults }
}
