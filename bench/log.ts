import { execFileSync, spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Engine } from '../electron/engine/engine.ts'
import { round, shell, untilEnded, withEngine } from './engine.ts'

const bytes = 512 * 1024 * 1024
const rounds = 3
const line = `${'x'.repeat(79)}`
const writer = `yes ${line} | head -c ${bytes}`

const seconds = (begin: number): number => (performance.now() - begin) / 1_000

const missing = /x{3}y/.source

/** A pattern that no line has, searched for by us and by grep. */
async function searchAll(engine: Engine, run: string): Promise<{ searched: number; grepped: number }> {
  const ours = performance.now()
  for await (const { items } of engine.logs.search(run, null, { pattern: missing, from: 1, to: null }, undefined))
    if (items.length > 0) throw new Error('a line was found that is not there')
  const searched = seconds(ours)
  const peer = performance.now()
  spawnSync('grep', ['-cE', missing, engine.logs.rawPath(run, null) ?? ''])
  return { searched, grepped: seconds(peer) }
}

/** 512 MB of 80-character lines through a job, compared with the same command with its output redirected to a file. */
export async function log(): Promise<Record<string, unknown>> {
  const results = []
  for (let at = 0; at < rounds; at++) {
    results.push(
      await withEngine(1, async (engine, folder) => {
        const file = join(folder, 'redirected')
        const redirect = performance.now()
        execFileSync('/bin/sh', ['-c', `${writer} > ${file}`])
        const peer = bytes / 1e6 / seconds(redirect)
        execFileSync('rm', [file])
        const pipe = performance.now()
        execFileSync('/bin/sh', ['-c', `${writer} | cat > ${file}`])
        const limit = bytes / 1e6 / seconds(pipe)
        execFileSync('rm', [file])

        const delay = monitorEventLoopDelay({ resolution: 1 })
        delay.enable()
        const begin = performance.now()
        const ended = untilEnded(engine, 1)
        const run = await engine.manual.exec(shell(writer), 'bench', 'api')
        await ended
        const ours = bytes / 1e6 / seconds(begin)
        delay.disable()
        const stored = statSync(engine.logs.rawPath(run.id, null) ?? '').size
        if (stored !== bytes) throw new Error(`the log holds ${stored} bytes instead of ${bytes}`)
        const search = await searchAll(engine, run.id)
        return { ours, peer, limit, ratio: ours / peer, blockMs: delay.max / 1e6, ...search }
      }),
    )
  }
  const median = results.toSorted((a, b) => a.ratio - b.ratio)[Math.floor(rounds / 2)] as (typeof results)[number]
  return {
    mbPerSecond: round(median.ours, 0),
    redirectedMbPerSecond: round(median.peer, 0),
    ratio: round(median.ratio),
    throughOnePipeMbPerSecond: round(median.limit, 0),
    longestBlockMs: round(Math.max(...results.map(({ blockMs }) => blockMs))),
    searchMbPerSecond: round(bytes / 1e6 / median.searched, 0),
    grepMbPerSecond: round(bytes / 1e6 / median.grepped, 0),
    aim: 'ratio >= 0.5',
  }
}
