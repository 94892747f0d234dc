import { chunksFrom } from '../log-files.ts'
import type { LogFiles } from '../log-index.ts'
import { decoder, sizeOf, startOfLine } from '../log-reader.ts'

/** Of a longer log, the first and the last lines are compared, so many each. A multiple of `blockLines`. */
export const linesAtEachEnd = 200_000
/** The offset of every so many lines is kept, so that any of them is found again quickly. */
export const blockLines = 500
/** Characters of a line that are kept. */
const longestText = 4_096

/** The lines of a log that are compared. Those of a long log are not all of its lines: `lineAt` has their numbers. */
export type ComparedLog = { lines: number; compared: number; most: number; blocks: Float64Array }

/** The number of a compared line, from 1. */
export const lineAt = ({ lines, compared, most }: Omit<ComparedLog, 'blocks'>, index: number): number =>
  lines === compared || index < most ? index + 1 : lines - compared + index + 1

/** Reads the lines that are compared, each as the number that `idOf` has for its text. */
export async function readLineTexts(
  files: LogFiles,
  idOf: (text: string) => number,
  most = linesAtEachEnd,
): Promise<{ texts: Int32Array; log: ComparedLog }> {
  const { lines } = await sizeOf(files)
  const compared = Math.min(lines, 2 * most)
  const texts = new Int32Array(compared)
  const log = { lines, compared, most, blocks: new Float64Array(Math.ceil(compared / blockLines)) }
  for (const from of compared < lines ? [0, most] : [0]) {
    const count = compared < lines ? most : compared
    const start = count === 0 ? null : await startOfLine(files, lineAt(log, from))
    if (start === null) continue
    await eachLine(files, start, count, (index, offset, text) => {
      const at = from + index
      texts[at] = idOf(text)
      if (at % blockLines === 0) log.blocks[at / blockLines] = offset
    })
  }
  return { texts, log }
}

/** The texts of the lines of one block. */
export async function readBlock(files: LogFiles, { compared, blocks }: ComparedLog, block: number): Promise<string[]> {
  const texts: string[] = []
  const count = Math.min(blockLines, compared - block * blockLines)
  await eachLine(files, blocks[block] ?? 0, count, (_index, _offset, text) => texts.push(text))
  return texts
}

/** Calls `take` for `count` lines from an offset on, at which a line starts. */
async function eachLine(
  files: LogFiles,
  start: number,
  count: number,
  take: (index: number, offset: number, text: string) => void,
): Promise<void> {
  let rest: Buffer[] = []
  let kept = 0
  let lineStart = start
  let index = 0
  const end = (bytes: Buffer): void => {
    const all = rest.length === 0 ? bytes : Buffer.concat([...rest, bytes])
    take(index++, lineStart, decoder.decode(all.subarray(0, longestText)))
    rest = []
    kept = 0
  }
  for await (const { offset, chunk } of chunksFrom(files.log, start, files.bytes)) {
    let from = 0
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      end(chunk.subarray(from, at))
      if (index === count) return
      from = at + 1
      lineStart = offset + from
    }
    // Copied, because the chunk's memory is reused.
    if (from < chunk.length && kept < longestText) rest.push(Buffer.from(chunk.subarray(from, from + longestText)))
    kept += chunk.length - from
  }
  if (kept > 0) end(Buffer.alloc(0))
}
