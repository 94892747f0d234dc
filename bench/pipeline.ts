import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Engine } from '../electron/engine/engine.ts'
import { mostRunners } from '../electron/engine/runner-client/runners.ts'
import { PipelineOptions } from '../shared/model/pipeline.ts'
import { root, round, withEngine } from './engine.ts'

const execute = promisify(execFile)
const script = join(root, 'bench/pipeline-baseline.mjs')

const pieces = Number(process.env['BENCH_PIECES'] ?? 10_000)
const together = 4
/** Gigabytes that go through three steps; more with BENCH_GB. */
const gigabytes = Number(process.env['BENCH_GB'] ?? 1)

const work = 'tr a-z A-Z < "$INPUT_FILE" > "$OUTPUT_DIR/out"'
const split = `[[step]]
name = "split"
start = true
script = 'i=0; while [ $i -lt ${pieces} ]; do echo "line $i" > "$OUTPUT_DIR/$i"; i=$((i + 1)); done'
`
const manifest = `${split}[[step]]\nname = "work"\ninputs = ["split"]\nscript = '${work}'\n`
const large = `[[task]]
name = "make"
script = 'head -c ${Math.round(gigabytes * 1_024)}M /dev/urandom > "$OUTPUT_DIR/a"'
[[task]]
name = "copy"
script = 'cat "$INPUT_FILE" > "$OUTPUT_DIR/b"; echo x >> "$OUTPUT_DIR/b"'
[[task]]
name = "again"
script = 'cat "$INPUT_FILE" > "$OUTPUT_DIR/c"; echo y >> "$OUTPUT_DIR/c"'
`

async function run(engine: Engine, path: string, source: string): Promise<number> {
  const begin = performance.now()
  const { id } = await engine.pipelines.runFile(path, source, { options: PipelineOptions.parse({}), inputs: [] }, 'api')
  await new Promise<void>((resolve, reject) => {
    const stop = engine.committed.listen(() => {
      const { endedAt, error } = engine.runs.find(id)
      if (endedAt === null) return
      stop()
      if (error === null) resolve()
      else reject(new Error(error))
    })
  })
  return performance.now() - begin
}

/**
 * The same script for as many files, started by xargs, as many at the same time. Each has a folder of its own for what it
 * makes, as with us, which is there beforehand.
 */
function xargs(folder: string): number {
  for (let at = 0; at < pieces; at++) {
    mkdirSync(join(folder, 'out', String(at)), { recursive: true })
    writeFileSync(join(folder, 'out', String(at), 'in'), `line ${at}\n`)
  }
  writeFileSync(join(folder, 'work.sh'), work)
  const one = 'export INPUT_FILE="out/$1/in" OUTPUT_DIR="out/$1"; . ./work.sh'
  const line = `seq 0 ${pieces - 1} | xargs -n 1 -P ${together} /bin/sh -c '${one}' sh`
  const begin = performance.now()
  const { status } = spawnSync('/bin/sh', ['-c', line], { cwd: folder })
  if (status !== 0) throw new Error(`xargs ended with ${status}`)
  return performance.now() - begin
}

/** The same by the least that small Node processes can do, as many of them as we have runners. */
async function bare(folder: string): Promise<number> {
  const processes = mostRunners()
  const share = Math.ceil(pieces / processes)
  const begin = performance.now()
  const parts = Array.from({ length: processes }, (_, at) => {
    const range = [at * share, Math.min(pieces, (at + 1) * share)].map(String)
    return execute(process.execPath, [script, folder, ...range, String(Math.ceil(together / processes)), work])
  })
  await Promise.all(parts)
  return performance.now() - begin
}

/** Ten thousand executions of one line, each result kept by its hash; all of it again, known; and much data, in flat memory. */
export async function pipeline(): Promise<Record<string, unknown>> {
  // Removing many files slows down processes that create some soon after, so the folder stays until everything is measured.
  const peerFolder = mkdtempSync(join(tmpdir(), 'localflow-xargs-'))
  try {
    return await measured(xargs(peerFolder), await bare(peerFolder))
  } finally {
    rmSync(peerFolder, { recursive: true, force: true })
  }
}

async function measured(peerMs: number, bareMs: number): Promise<Record<string, unknown>> {
  const executions = await withEngine(together, async (engine, folder) => {
    const path = join(folder, 'manifest.toml')
    await run(engine, path, split)
    const ms = await run(engine, path, manifest)
    return { ms, cachedMs: await run(engine, path, manifest) }
  })
  const data = await withEngine(together, async (engine, folder) => {
    let most = 0
    const before = process.memoryUsage.rss()
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss())
    }, 50)
    const ms = await run(engine, join(folder, 'large.toml'), large)
    clearInterval(watch)
    return { ms, grewBy: most - before }
  })
  return {
    executionsPerSecond: round((pieces / executions.ms) * 1_000, 0),
    xargsPerSecond: round((pieces / peerMs) * 1_000, 0),
    ofXargs: round(peerMs / executions.ms),
    barePerSecond: round((pieces / bareMs) * 1_000, 0),
    ofBare: round(bareMs / executions.ms),
    bareOfXargs: round(peerMs / bareMs),
    cachedRerunMs: round(executions.cachedMs, 0),
    gigabytes,
    megabytesPerSecond: round((gigabytes * 3 * 1_024 * 1_000) / data.ms, 0),
    memoryGrewByMB: round(data.grewBy / 1_048_576, 0),
  }
}
