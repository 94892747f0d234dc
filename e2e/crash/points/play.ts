import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { aliveProcesses } from '../verdict.ts'
import { leftFiles } from './left-files.ts'
import { faultsOf } from './oracle.ts'
import { linesOf, type Orders } from './passage.ts'
import { type Ending, tell } from './story.ts'
import { createVictim } from './victim.ts'

/** A story that takes longer hangs: something waits for what will not come. */
const longestStoryMs = 120_000

/** A point at which processes die so often. */
export type Death = { point: string; times: number; passage: number }
export type Played = { died: number; faults: string[]; ms: number; data: string; ending: Ending | null }

/** The story without any death, and every point that it passes. */
export async function playWhole(): Promise<{ points: string[]; played: Played }> {
  let points: string[] = []
  const played = await play(
    (file) => ({ mode: 'record', file }),
    (file) => {
      points = [...new Set(readFileSync(file, 'utf8').trim().split('\n'))]
    },
  )
  return { points, played }
}

/** The story with deaths in it. The data is kept when something is wrong. */
export const playDeath = ({ point, times, passage }: Death): Promise<Played> =>
  play((file) => ({ mode: 'die', file, point, passage, deaths: times }))

export async function play(ordersOf: (file: string) => Orders, look: (file: string) => void = () => {}): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-points-'))
  const data = join(folder, 'data')
  mkdirSync(data)
  const file = `${data}.points`
  const begin = performance.now()
  const { ending, faults } = await judged(data, ordersOf(file))
  const died = linesOf(file)
  look(file)
  if (faults.length === 0) rmSync(folder, { recursive: true, force: true })
  return { died, faults, ms: Math.round(performance.now() - begin), data, ending }
}

async function judged(data: string, orders: Orders): Promise<{ ending: Ending | null; faults: string[] }> {
  const stop = new AbortController()
  const timer = setTimeout(
    () => stop.abort(new Error(`the story did not end within ${longestStoryMs / 1_000} s`)),
    longestStoryMs,
  )
  try {
    const ending = await tell(data, orders, stop.signal)
    await startOnceMore(data, stop.signal)
    return { ending, faults: await faultsOf(data, ending) }
  } catch (error) {
    return {
      ending: null,
      faults: [stop.signal.aborted ? `the story did not end within ${longestStoryMs / 1_000} s` : (error as Error).message],
    }
  } finally {
    clearTimeout(timer)
    // Where one chapter fails the others are still at it.
    stop.abort()
  }
}

/** What the last to die left is for the next start to clear away. */
async function startOnceMore(data: string, stop: AbortSignal): Promise<void> {
  await aliveProcesses(data)
  if (leftFiles(data).length === 0) return
  const victim = await createVictim(data, { mode: 'record', file: `${data}.after` }, stop)
  await victim.start()
  const connected = async (): Promise<number> => ((await victim.ask('GET', '/system')).body['runnerPids'] as number[]).length
  // A further runner is only sought where there is something of it to clear away.
  const isLeft = (): boolean => leftFiles(data).some((line) => line.includes('runner-2/journal'))
  while ((await connected()) < 1 || isLeft()) await pause(40, undefined, { signal: stop })
  await victim.end('SIGTERM')
}
