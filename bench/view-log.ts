import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../electron/engine/engine.ts'
import { round, shell, untilEnded, withEngine } from './engine.ts'

const bytes = 1_000_000_000
const rounds = 5
const jumps = 200
const pageLines = 200

type Search = { text: string; regex: boolean; flags: string }
const searches: Record<string, Search> = {
  text: { text: 'request 7000001', regex: false, flags: '-cF' },
  anyCase: { text: 'Connection Refused', regex: false, flags: '-ciF' },
  regex: { text: 'orders 200 in [0-9]+ ms, request [0-9]*77,', regex: true, flags: '-cE' },
  frequent: { text: '/health', regex: false, flags: '-cF' },
}

/** Opens a log of 1 GB, moves in it and searches it, compared with grep on the same file. */
export async function viewLog(): Promise<Record<string, unknown>> {
  return withEngine(1, async (engine) => {
    const ended = untilEnded(engine, 1)
    const program = `${process.execPath} ${join(import.meta.dirname, 'large-log.mjs')} ${bytes}; exit 1`
    const { id } = await engine.manual.exec(shell(program), 'bench', 'api')
    await ended
    const indexed = performance.now()
    for await (const _ of engine.logs.levels(id, null, undefined));
    const indexMs = performance.now() - indexed
    const { lines } = await engine.logs.size(id, null)
    const figures = { lines, indexMs: round(indexMs, 0), ...(await openings(engine, id)), ...(await jump(engine, id, lines)) }
    return {
      ...figures,
      ...(await searchAll(engine, id)),
      load: round(loadavg()[0] ?? 0),
      aim: 'open <= 300 ms, jump p95 <= 50 ms, ratio >= 0.7',
    }
  })
}

async function timed(use: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await use()
  return performance.now() - begin
}

const sorted = (all: number[]): number[] => all.toSorted((a, b) => a - b)
const quantile = (all: number[], part: number): number => sorted(all)[Math.floor((all.length - 1) * part)] ?? 0

/** As the window does: find the place, then read a page there. */
async function open(engine: Engine, id: string, where: { end: boolean; error: boolean }): Promise<void> {
  const from = await engine.logs.lineAt(id, null, { from: 1, count: pageLines, ...where })
  const { items } = await engine.logs.read(id, null, from, pageLines)
  if (items.length !== pageLines) throw new Error(`a page of ${pageLines} lines has ${items.length}`)
}

async function openings(engine: Engine, id: string) {
  const times = { end: [] as number[], error: [] as number[] }
  for (let at = 0; at < rounds; at++) {
    times.end.push(await timed(() => open(engine, id, { end: true, error: false })))
    times.error.push(await timed(() => open(engine, id, { end: false, error: true })))
  }
  return { openAtEndMs: round(quantile(times.end, 0.5)), openAtErrorMs: round(quantile(times.error, 0.5)) }
}

async function jump(engine: Engine, id: string, lines: number) {
  const times: number[] = []
  for (let at = 0; at < jumps; at++) {
    // Far apart, the same every time.
    const from = 1 + ((at * 7_919_993) % (lines - pageLines))
    times.push(await timed(() => engine.logs.read(id, null, from, pageLines)))
  }
  return { jumpP50Ms: round(quantile(times, 0.5)), jumpP95Ms: round(quantile(times, 0.95)) }
}

async function searchAll(engine: Engine, id: string): Promise<Record<string, unknown>> {
  const path = engine.logs.rawPath(id, null) ?? ''
  if (!existsSync(path)) throw new Error('the run has no log')
  const figures: Record<string, unknown> = {}
  for (const [name, search] of Object.entries(searches)) figures[name] = await compare(engine, id, path, search)
  return figures
}

/** Medians of rounds in turn, so that both meet the same load. */
async function compare(engine: Engine, id: string, path: string, { text, regex, flags }: Search) {
  const [ours, greps]: [number[], number[]] = [[], []]
  let found = 0
  for (let at = 0; at < rounds; at++) {
    let grepped = ''
    greps.push(await timed(async () => void (grepped = spawnSync('grep', [flags, text, path], { encoding: 'utf8' }).stdout)))
    ours.push(
      await timed(async () => {
        const order = { text, regex, case: !flags.includes('i'), word: false, stream: null, from: 1 }
        for await (const event of engine.logs.find(id, null, order, undefined)) found = event.found
      }),
    )
    if (found !== Number(grepped)) throw new Error(`"${text}" was found in ${found} lines, and by grep in ${grepped}`)
  }
  const [mine, peer] = [quantile(ours, 0.5), quantile(greps, 0.5)]
  return {
    lines: found,
    mbPerSecond: round(bytes / 1e3 / mine, 0),
    grepMbPerSecond: round(bytes / 1e3 / peer, 0),
    ratio: round(peer / mine),
    /** Of the rounds: other work on the machine meets one of the two. */
    lowestRatio: round(Math.min(...greps.map((grep, at) => grep / (ours[at] ?? 1)))),
  }
}
