import { seeded } from '../seeded.ts'
import { type Death, type Played, playDeath } from './play.ts'

export type Survey = {
  plays: number
  /** Points at which somebody died, of those that were asked for. */
  reached: number
  died: number
  slowestStartMs: number
  unreached: string[]
  faults: (Death & { faults: string[]; data: string })[]
}

/** Whether a passage comes may hang on the instant: so often a point is tried until somebody dies there. */
const tries = 3

/** Every point with one death, and with two in a row. */
export const deathsAt = (points: string[], passage: number): Death[] =>
  points.flatMap((point) => [1, 2].map((times) => ({ point, times, passage })))

/** So many of them, as a seed picks them. */
export function sampleOf<T>(all: T[], count: number, seed: number): T[] {
  const random = seeded(seed)
  const left = [...all]
  return Array.from({ length: Math.min(count, all.length) }, () => left.splice(Math.floor(random() * left.length), 1)).flat()
}

/** Plays them, some at the same time; `say` hears of each. */
export async function playAll(deaths: Death[], parallel: number, say: (line: string) => void): Promise<Survey> {
  const waiting = [...deaths]
  const survey: Survey = { plays: 0, reached: 0, died: 0, slowestStartMs: 0, unreached: [], faults: [] }
  const reached = new Set<string>()

  function note(death: Death, { died, faults, data, ending, ms }: Played): void {
    survey.plays++
    survey.died += died
    survey.slowestStartMs = Math.max(survey.slowestStartMs, ending?.slowestStartMs ?? 0)
    if (died > 0) reached.add(death.point)
    if (faults.length > 0) survey.faults.push({ ...death, faults, data })
    say(`${death.point} × ${death.times}: ${died} died, ${ms} ms${faults.length > 0 ? `, WRONG: ${faults.join('; ')}` : ''}`)
  }

  async function playSome(): Promise<void> {
    for (let death = waiting.shift(); death; death = waiting.shift())
      for (let count = 0; count < tries; count++) {
        const played = await playDeath(death)
        note(death, played)
        if (played.died > 0) break
      }
  }

  await Promise.all(Array.from({ length: parallel }, playSome))
  const asked = [...new Set(deaths.map(({ point }) => point))]
  return { ...survey, reached: reached.size, unreached: asked.filter((point) => !reached.has(point)) }
}
