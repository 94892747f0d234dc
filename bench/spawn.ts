import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { round, shell, untilEnded, withEngine } from './engine.ts'

const runs = 1_500
const parallel = 4
const rounds = 3

/** The same children from a small process that does nothing else: pipes read, exit awaited. */
const bareLoop = `
const { spawn } = require('node:child_process')
let left = ${runs}, live = 0
const begin = process.hrtime.bigint()
function next() {
  while (live < ${parallel} && left > 0) {
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

async function ours(): Promise<{ rate: number; blockMs: number; p99Ms: number }> {
  return withEngine(parallel, async (engine) => {
    const delay = monitorEventLoopDelay({ resolution: 1 })
    const spec = shell('echo hi')
    const ended = untilEnded(engine, runs)
    delay.enable()
    const begin = performance.now()
    for (let started = 0; started < runs; started += 50) {
      await Promise.all(Array.from({ length: 50 }, () => engine.manual.exec(spec, 'bench', 'api')))
    }
    await ended
    const seconds = (performance.now() - begin) / 1_000
    delay.disable()
    return { rate: runs / seconds, blockMs: delay.max / 1e6, p99Ms: delay.percentile(99) / 1e6 }
  })
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

/** Short shell runs a second, each queued, run, logged and recorded, beside a bare spawn loop. The median of some rounds, each beside its peer. */
export async function spawnRate(): Promise<Record<string, unknown>> {
  const results = []
  for (let at = 0; at < rounds; at++) {
    const mine = await ours()
    const peer = Number(execFileSync(process.execPath, ['-e', bareLoop], { encoding: 'utf8' }))
    results.push({ ...mine, peer, ratio: mine.rate / peer })
  }
  const sorted = results.toSorted((a, b) => a.ratio - b.ratio)
  const median = sorted[Math.floor(sorted.length / 2)] as (typeof results)[number]
  const loud = await underOutput()
  return {
    runsPerSecond: round(median.rate, 0),
    bareSpawnsPerSecond: round(median.peer, 0),
    ratio: round(median.ratio),
    limitPerSecond: round(limit(), 0),
    longestBlockMs: round(Math.max(...results.map(({ blockMs }) => blockMs))),
    blockP99Ms: round(median.p99Ms),
    parallel,
    underOutput: { mbPerSecond: round(loud.mbPerSecond, 0), blockP99Ms: round(loud.p99Ms), longestBlockMs: round(loud.maxMs) },
    aim: 'ratio >= 0.7, block p99 <= 5 ms under output',
  }
}
