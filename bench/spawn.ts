import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Engine } from '../electron/engine/engine.ts'
import { removeAtExit, round, shell, untilEnded, withEngine } from './engine.ts'
import { othersPerSecond } from './programs.ts'

const runs = 3_000
/** Before anything is measured, of ours and of the peer's: both are programs that stay. */
const warmUp = 2_000
const rounds = 3

/** The same children from a small process that does nothing else: pipes read, exit awaited. */
const bareLoop = (parallel: number): string => `
const { spawn } = require('node:child_process')
let left = ${warmUp + runs}, live = 0, begin = 0n
function next() {
  while (live < ${parallel} && left > 0) {
    if (left === ${runs}) begin = process.hrtime.bigint()
    left--; live++
    const child = spawn('/bin/sh', ['-c', 'echo hi'], { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' })
    child.stdout.resume(); child.stderr.resume()
    child.on('close', () => { live--; if (left === 0 && live === 0) console.log(${runs} / (Number(process.hrtime.bigint() - begin) / 1e9)); else next() })
  }
}
next()`

/** What this machine can do at all: one shell that forks as fast as it can, on each of its cores. */
function limit(): number {
  const begin = performance.now()
  execFileSync('/bin/sh', [
    '-c',
    `for c in 1 2; do (i=0; while [ $i -lt ${runs / 2} ]; do /bin/sh -c 'echo hi' > /dev/null; i=$((i+1)); done) & done; wait`,
  ])
  return runs / ((performance.now() - begin) / 1_000)
}

async function ours(parallel: number): Promise<{ rate: number; blockMs: number; p99Ms: number }> {
  const measure = async (engine: Engine) => {
    const delay = monitorEventLoopDelay({ resolution: 1 })
    await runShort(engine, warmUp)
    delay.enable()
    const begin = performance.now()
    await runShort(engine, runs)
    const seconds = (performance.now() - begin) / 1_000
    delay.disable()
    return { rate: runs / seconds, blockMs: delay.max / 1e6, p99Ms: delay.percentile(99) / 1e6 }
  }
  return withEngine(parallel, measure, removeAtExit)
}

async function runShort(engine: Engine, count: number): Promise<void> {
  const spec = shell('echo hi')
  const ended = untilEnded(engine, count)
  for (let started = 0; started < count; started += 50) {
    await Promise.all(Array.from({ length: 50 }, () => engine.manual.exec(spec, 'bench', 'api')))
  }
  await ended
}

const talkers = 16
const talkSeconds = 6
/** Together they print 50 MB a second. */
const talk = shell(
  `for i in $(seq 1 ${talkSeconds * 10}); do yes ${'x'.repeat(79)} | head -c ${Math.round(50e6 / talkers / 10)}; sleep 0.1; done`,
)

/** How long the engine is deaf while sixteen jobs print as much as that. */
async function underOutput(): Promise<{ mbPerSecond: number; p99Ms: number; maxMs: number }> {
  return withEngine(talkers, async (engine) => {
    const ended = untilEnded(engine, talkers)
    const begin = performance.now()
    const runs = await Promise.all(Array.from({ length: talkers }, () => engine.manual.exec(talk, 'bench', 'api')))
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    await ended
    delay.disable()
    const bytes = runs.reduce((sum, { id }) => sum + statSync(engine.logs.rawPath(id, null) ?? '').size, 0)
    const mbPerSecond = bytes / 1e6 / ((performance.now() - begin) / 1_000)
    return { mbPerSecond, p99Ms: delay.percentile(99) / 1e6, maxMs: delay.max / 1e6 }
  })
}

/** The median of some rounds, each together with its peer. */
async function beside(parallel: number): Promise<Record<string, number>> {
  const results = []
  for (let at = 0; at < rounds; at++) {
    const mine = await ours(parallel)
    const peer = Number(execFileSync(process.execPath, ['-e', bareLoop(parallel)], { encoding: 'utf8' }))
    results.push({ ...mine, peer, ratio: mine.rate / peer })
  }
  const sorted = results.toSorted((a, b) => a.ratio - b.ratio)
  const median = sorted[Math.floor(sorted.length / 2)] as (typeof results)[number]
  return {
    runsPerSecond: round(median.rate, 0),
    bareSpawnsPerSecond: round(median.peer, 0),
    ratio: round(median.ratio),
    longestBlockMs: round(Math.max(...results.map(({ blockMs }) => blockMs))),
    blockP99Ms: round(median.p99Ms),
  }
}

/** The runs per second of the path that serves where there is no spawner. */
async function withoutSpawner(): Promise<Record<string, number>> {
  process.env['LOCALFLOW_WITHOUT_SPAWNER'] = '1'
  const [four, sixteen] = [await ours(4), await ours(16)]
  delete process.env['LOCALFLOW_WITHOUT_SPAWNER']
  return { at4: round(four.rate, 0), at16: round(sixteen.rate, 0) }
}

/**
 * Short shell runs per second, each queued, run, logged and recorded, compared with a bare spawn loop of the same
 * parallelism.
 */
export async function spawnRate(): Promise<Record<string, unknown>> {
  const four = await beside(4)
  const sixteen = await beside(16)
  const loud = await underOutput()
  return {
    at4: four,
    at16: sixteen,
    withoutSpawner: await withoutSpawner(),
    limitPerSecond: round(limit(), 0),
    othersPerSecondAt4: othersPerSecond(4),
    underOutput: { mbPerSecond: round(loud.mbPerSecond, 0), blockP99Ms: round(loud.p99Ms), longestBlockMs: round(loud.maxMs) },
    aim: 'ratio >= 2 at 4 and 16, block p99 <= 5 ms under output',
  }
}
