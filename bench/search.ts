import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Engine } from '../electron/engine/engine.ts'
import { engineOn, round } from './engine.ts'
import { fill } from './fill.ts'

const runs = 1_000
const logBytes = 200_000
const rounds = 5

type Query = { text: string; regex: boolean; case: boolean; word: boolean }

/** What is searched for, and the same for grep. */
const queries: Record<string, { query: Query; grep: string[] }> = {
  text: { query: { text: 'Needle in run', regex: false, case: true, word: false }, grep: ['-F', 'Needle in run'] },
  anyCase: { query: { text: 'needle in run', regex: false, case: false, word: false }, grep: ['-iF', 'needle in run'] },
  regex: { query: { text: 'run \\d+ took', regex: true, case: true, word: false }, grep: ['-P', 'run \\d+ took'] },
}

/** The logs of 1,000 runs, 200 MB together, searched by us and by `grep -r`, with equal counts. */
export async function search(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-bench-'))
  try {
    fill(folder, 0, runs)
    const engine = await engineOn(folder, 4)
    try {
      writeLogs(engine)
      const results: Record<string, unknown> = {}
      for (const [name, { query, grep }] of Object.entries(queries)) results[name] = await measure(engine, folder, query, grep)
      return { runs, megabytes: (runs * logBytes) / 1e6, ...results, aim: 'ratio >= 0.7, blocks <= 50 ms' }
    } finally {
      engine.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
}

/** Each fiftieth run has three lines with the text. */
function writeLogs(engine: Engine): void {
  for (let run = 1; run <= runs; run++) {
    const lines: string[] = []
    for (let bytes = 0; bytes < logBytes; bytes += (lines.at(-1)?.length ?? 0) + 1)
      lines.push(
        `2026-11-27T11:05:05.${String(lines.length).padStart(4, '0')}Z INFO copied file-${run}-${lines.length}.jpg to the archive`,
      )
    if (run % 50 === 0) for (const at of [10, 500, 1_500]) lines[at] = `Needle in run ${run} took ${at} ms`
    const path = engine.logs.rawPath(`r-${run}`, null) ?? ''
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${lines.join('\n')}\n`)
  }
}

async function measure(engine: Engine, folder: string, query: Query, grep: string[]): Promise<Record<string, unknown>> {
  const ours: number[] = []
  const theirs: number[] = []
  const first: number[] = []
  const blocks: number[] = []
  for (let at = 0; at < rounds; at++) {
    const peer = performance.now()
    const wanted = countOfGrep(join(folder, 'logs'), grep)
    theirs.push(performance.now() - peer)
    // What writing the logs left behind would be cleared in the first search.
    collectGarbage()
    // A new one each time: it would count the time that grep took.
    const delay = monitorEventLoopDelay({ resolution: 1 })
    delay.enable()
    const found = await searchOnce(engine, query)
    delay.disable()
    blocks.push(delay.max / 1e6)
    if (found.count !== wanted) throw new Error(`${query.text}: found ${found.count} lines, grep ${wanted}`)
    ours.push(found.ms)
    first.push(found.firstMs)
  }
  return {
    lines: countOfGrep(join(folder, 'logs'), grep),
    ms: round(median(ours), 0),
    grepMs: round(median(theirs), 0),
    ratio: round(median(theirs) / median(ours)),
    mbPerSecond: round((runs * logBytes) / 1e3 / median(ours), 0),
    firstRunMs: round(median(first), 0),
    longestBlockMs: round(Math.max(...blocks)),
  }
}

async function searchOnce(engine: Engine, query: Query): Promise<{ count: number; ms: number; firstMs: number }> {
  const begun = performance.now()
  let firstMs = 0
  let count = 0
  for await (const event of engine.search.logs({ ...query, q: '', before: null, limit: runs, lines: 5 }, undefined)) {
    if (event.type !== 'found') continue
    if (count === 0) firstMs = performance.now() - begun
    count += event.count
  }
  return { count, ms: performance.now() - begun, firstMs }
}

function countOfGrep(folder: string, options: string[]): number {
  const { stdout } = spawnSync('grep', ['-rhc', ...options, folder], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
  return stdout.split('\n').reduce((sum, line) => sum + Number(line), 0)
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
