import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type IoResult, runFaults } from './io-run.ts'
import { powerProblem } from './power-disk.ts'
import { cutPower } from './power-run.ts'

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Prints a summary and the findings; gives the exit code. */
function report(summary: object, findings: string[]): number {
  process.stdout.write(`${JSON.stringify(summary)}\n`)
  for (const finding of findings) say(`found: ${finding}`)
  return findings.length === 0 ? 0 : 1
}

/** Runs LocalFlow once for each fault. */
export async function runIoFaults({ from, to, seed }: { from: number; to: number; seed: number }): Promise<number> {
  const begin = performance.now()
  const numbers = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
  const results = await runFaults(numbers, seed, ({ fault, hits, findings, unnamed }) =>
    say(`${fault}: ${hits ?? 'another file'}${[...findings, ...unnamed].map((what) => `, ${what}`).join('')}`),
  )
  const count = (is: (result: IoResult) => boolean): number => results.filter(is).length
  const summary = {
    seed,
    faults: results.length,
    hit: count(({ hits }) => hits !== null && hits > 0),
    missed: count(({ hits }) => hits === 0),
    elsewhere: count(({ hits }) => hits === null),
    ended: count(({ ended }) => ended),
    withFindings: count(({ findings }) => findings.length > 0),
    unnamed: count(({ unnamed }) => unnamed.length > 0),
    seconds: Math.round((performance.now() - begin) / 1_000),
  }
  const lines = results.flatMap(({ fault, findings, unnamed, folder }) => [
    ...findings.map((what) => `${fault}: ${what} (kept in ${folder})`),
    ...unnamed.map((what) => `${fault}: the message does not name the cause: ${what}`),
  ])
  return report(summary, lines)
}

/** Cuts the power under load, and checks what starts after each cut. */
export async function runPowerCuts({ cuts, seed }: { cuts: number; seed: number }): Promise<number> {
  const problem = powerProblem()
  if (problem !== null) {
    say(problem)
    return 2
  }
  const begin = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'localflow-cuts-'))
  const stop = new AbortController()
  // The disks must be unmounted, whatever ends the command.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort())
  const { findings, ...counts } = await cutPower(cuts, seed, { folder, signal: stop.signal, say })
  if (findings.length === 0) rmSync(folder, { recursive: true, force: true })
  else say(`The data of the cuts with findings is kept in ${folder}.`)
  return report(
    { seed, ...counts, findings: findings.length, seconds: Math.round((performance.now() - begin) / 1_000) },
    findings,
  )
}
