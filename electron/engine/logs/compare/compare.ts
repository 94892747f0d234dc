import { stat } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import type { ComparisonRow, LogComparison } from '../../../../shared/model/log-comparison.ts'
import { closeLog, openLog } from '../log-files.ts'
import type { LogFiles } from '../log-index.ts'
import { blockLines, type ComparedLog, lineAt, linesAtEachEnd, readBlock } from './line-texts.ts'
import { type Part, type Rows, rowsOf } from './parts.ts'
import type { Compared, CompareOrder } from './thread.ts'

/** Comparisons are read page by page. */
const kept = 4

export type Page = { context: number; from: number; count: number }
export type Comparisons = ReturnType<typeof createComparisons>

/** Compares logs in a thread, one after the other. */
export function createComparisons(script: string, most = linesAtEachEnd) {
  const known = new Map<string, Promise<Compared>>()
  let last: Promise<unknown> = Promise.resolve()

  /** As long as neither log changes, the comparison is the same. */
  async function compared(mine: string, theirs: string): Promise<Compared> {
    const key = JSON.stringify([mine, await stampOf(mine), theirs, await stampOf(theirs)])
    const found = known.get(key)
    if (found) return found
    const next = last.then(() => runThread(script, { mine, theirs, most }))
    last = next.catch(() => {})
    known.set(key, next)
    next.catch(() => known.delete(key))
    if (known.size > kept) known.delete(known.keys().next().value ?? '')
    return next
  }

  return {
    /** A page of the comparison of two logs, by their paths. */
    async page(mine: string, theirs: string, { context, from, count }: Page): Promise<Omit<LogComparison, 'with'>> {
      const result = await compared(mine, theirs)
      const all = rowsOf(result.parts, context)
      const wanted = pageOf(all, from, count)
      const rows = all.reduce((sum, each) => sum + heightOf(each), 0)
      const items = await readRows(wanted, { mine, theirs }, result)
      const next = from + wanted.reduce((sum, each) => sum + heightOf(each), 0)
      return {
        counts: countsOf(result.parts),
        size: sizeOf(result.mine),
        otherSize: sizeOf(result.theirs),
        items,
        rows,
        next: next < rows ? next : null,
      }
    },
  }
}

const sizeOf = ({ lines, compared }: ComparedLog) => ({ lines, compared })

async function stampOf(path: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path)
    return `${size} ${mtimeMs}`
  } catch {
    return ''
  }
}

function runThread(script: string, order: CompareOrder): Promise<Compared> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(script, { workerData: order })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`The thread that compares logs ended with code ${code}.`)))
  })
}

function countsOf(parts: readonly Part[]): LogComparison['counts'] {
  const counts = { same: 0, new: 0, moved: 0, gone: 0 }
  for (const { kind, count } of parts) counts[kind] += count
  return counts
}

/** Lines that are left out take one row. */
const heightOf = ({ kind, count }: Rows): number => (kind === 'skipped' ? 1 : count)

function pageOf(all: readonly Rows[], from: number, count: number): Rows[] {
  const found: Rows[] = []
  let start = 0
  for (const rows of all) {
    const height = heightOf(rows)
    const [first, end] = [Math.max(from, start) - start, Math.min(from + count, start + height) - start]
    if (first < end) found.push(rows.kind === 'skipped' ? rows : partOf(rows, first, end))
    start += height
    if (start >= from + count) break
  }
  return found
}

const partOf = ({ kind, mine, theirs }: Rows, first: number, end: number): Rows => ({
  kind,
  mine: mine < 0 ? mine : mine + first,
  theirs: theirs < 0 ? theirs : theirs + first,
  count: end - first,
})

async function readRows(wanted: Rows[], paths: Record<'mine' | 'theirs', string>, compared: Compared): Promise<ComparisonRow[]> {
  const [own, other] = await Promise.all([openLog(paths.mine), openLog(paths.theirs)])
  try {
    return await textsOf(wanted, createTexts(own, compared.mine), createTexts(other, compared.theirs), compared)
  } finally {
    await Promise.all([own && closeLog(own), other && closeLog(other)])
  }
}

type Texts = (index: number) => Promise<string>

async function textsOf(wanted: Rows[], ofMine: Texts, ofTheirs: Texts, { mine, theirs }: Compared): Promise<ComparisonRow[]> {
  const items: ComparisonRow[] = []
  for (const rows of wanted) {
    const isSkipped = rows.kind === 'skipped'
    for (let at = 0; at < (isSkipped ? 1 : rows.count); at++) {
      const [line, otherLine] = [rows.mine < 0 ? null : rows.mine + at, rows.theirs < 0 ? null : rows.theirs + at]
      const text = isSkipped ? '' : line === null ? await ofTheirs(otherLine ?? 0) : await ofMine(line)
      items.push({
        kind: rows.kind,
        line: line === null ? null : lineAt(mine, line),
        otherLine: otherLine === null ? null : lineAt(theirs, otherLine),
        text,
        count: isSkipped ? rows.count : 1,
      })
    }
  }
  return items
}

/** The text of a line, from blocks of which each is read once. */
function createTexts(files: LogFiles | null, log: ComparedLog): Texts {
  const blocks = new Map<number, Promise<string[]>>()
  return async (index) => {
    const block = Math.floor(index / blockLines)
    const texts = blocks.get(block) ?? (files ? readBlock(files, log, block) : Promise.resolve([]))
    blocks.set(block, texts)
    return (await texts)[index % blockLines] ?? ''
  }
}
