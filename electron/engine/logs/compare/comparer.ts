import { parentPort, workerData } from 'node:worker_threads'
import { withLog } from '../log-files.ts'
import { readLineTexts } from './line-texts.ts'
import { matchLines } from './match-lines.ts'
import { normalize } from './normalize.ts'
import { partsOf } from './parts.ts'
import type { Compared, CompareOrder } from './thread.ts'

/** A thread of its own: compares two logs, returns what is the same and what is not, and ends. */
const { mine, theirs, most } = workerData as CompareOrder

/** Lines whose numbers are remembered as they are: finding one costs less than normalizing it again. */
const mostKnown = 100_000
const known = new Map<string, number>()
const ids = new Map<string, number>()

function idOf(line: string): number {
  const found = known.get(line)
  if (found !== undefined) return found
  const text = normalize(line)
  const id = ids.get(text) ?? ids.size
  ids.set(text, id)
  if (known.size < mostKnown) known.set(line, id)
  return id
}

const none = { texts: new Int32Array(), log: { lines: 0, compared: 0, most, blocks: new Float64Array() } }
const read = (path: string) => withLog(path, none, (files) => readLineTexts(files, idOf, most))

const [a, b] = [await read(theirs), await read(mine)]
const parts = partsOf(matchLines(a.texts, b.texts), a.texts.length)
parentPort?.postMessage({ parts, mine: b.log, theirs: a.log } satisfies Compared)
