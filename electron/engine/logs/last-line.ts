import type { FirstError } from '../../../shared/model/log.ts'
import { type LogFiles, recordAt } from './log-index.ts'
import { readLines, sizeOf } from './log-reader.ts'

/** Records and lines that are looked at for a line of stderr. */
const mostRecords = 20_000
const mostLines = 1_000

type LastLine = { line: number; kind: FirstError['kind'] }

/** The last line of stderr that is not empty, if the run failed; else the last line. */
export async function lastLineOf(files: LogFiles, failed: boolean): Promise<LastLine | null> {
  const { lines } = await sizeOf(files)
  if (lines === 0) return null
  return (failed && (await lastOfStderr(files))) || { line: lines, kind: 'last' }
}

async function lastOfStderr(files: LogFiles): Promise<LastLine | null> {
  for (let at = files.records - 1; at >= Math.max(0, files.records - mostRecords); at--) {
    const record = await recordAt(files, at)
    if (record.stream !== 'err') continue
    const next = at + 1 < files.records ? (await recordAt(files, at + 1)).lines : (await sizeOf(files)).lines
    const from = Math.max(record.lines + 1, next - mostLines)
    const items = await readLines(files, from, next - from + 2, true)
    const line = items.findLast(({ stream, text }) => stream === 'err' && text.trim() !== '')
    if (line) return { line: line.n, kind: 'stderr' }
  }
  return null
}
