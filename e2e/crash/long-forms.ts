import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type IoResult, runFaults } from './io-run.ts'
import { powerProblem } from './power-disk.ts'
import { cutPower } from './power-run.ts'

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Prints the summary; gives the exit code. */
function report(summary: object, wrong: string[]): number {
  process.stdout.write(`${JSON.stringify(summary)}\n`)
  for (const what of wrong) say(`wrong: ${what}`)
  return wrong.length === 0 ? 0 : 1
}

/** Lets the n-th call fail, for each n; each is judged by itself. */
export async function ioLong({ from, to, seed }: { from: number; to: number; seed: number }): Promise<number> {
  const begin = performance.now()
  const numbers = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
  const results = await runFaults(numbers, seed, ({ fault, hits, wrong, unnamed }) =>
    say(`${fault}: ${hits ?? 'astray'}${[...wrong, ...unnamed].map((what) => `, ${what}`).join('')}`),
  )
  const count = (is: (result: IoResult) => boolean): number => results.filter(is).length
  const summary = {
    seed,
    faults: results.length,
    hit: count(({ hits }) => hits !== null && hits > 0),
    missed: count(({ hits }) => hits === 0),
    astray: count(({ hits }) => hits === null),
    ended: count(({ ended }) => ended),
    wrong: count(({ wrong }) => wrong.length > 0),
    unnamed: count(({ unnamed }) => unnamed.length > 0),
    seconds: Math.round((performance.now() - begin) / 1_000),
  }
  const lines = results.flatMap(({ fault, wrong, unnamed, folder }) => [
    ...wrong.map((what) => `${fault}: ${what} (kept in ${folder})`),
    ...unnamed.map((what) => `${fault}: the cause is not named: ${what}`),
  ])
  return report(summary, lines)
}

/** Cuts the power under load; each cut is brought up and judged. */
export async function powerLong({ cuts, seed }: { cuts: number; seed: number }): Promise<number> {
  const problem = powerProblem()
  if (problem !== null) {
    say(problem)
    return 2
  }
  const begin = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'localflow-cuts-'))
  const stop = new AbortController()
  // The disks are to be unmounted, whoever ends it.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort())
  const { wrong, ...counts } = await cutPower(cuts, seed, { folder, signal: stop.signal, say })
  if (wrong.length === 0) rmSync(folder, { recursive: true, force: true })
  else say(`What was found after the cuts that went wrong is kept in ${folder}.`)
  return report({ seed, ...counts, wrong: wrong.length, seconds: Math.round((performance.now() - begin) / 1_000) }, wrong)
}
