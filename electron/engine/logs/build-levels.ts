import { open, truncate } from 'node:fs/promises'
import { classify } from './classify.ts'
import { encodePart, levelsPath, storedParts } from './levels-file.ts'
import { closeLog, openLog, withLog } from './log-files.ts'
import type { LevelsOrder, LevelsPart } from './orders.ts'

/** Brings the index of a log up to date, and yields the parts that it adds. Continues what is there and whole. */
export async function* buildLevels(order: LevelsOrder): AsyncGenerator<LevelsPart> {
  const bytes = await withLog(order.path, 0, async (files) => files.bytes)
  let whole = 0
  let last: LevelsPart | null = null
  for await (const { part, length } of storedParts(order.path, bytes)) {
    whole += length
    last = part
  }
  const file = await open(levelsPath(order.path), 'a', 0o600)
  try {
    await truncate(levelsPath(order.path), whole)
    for await (const part of partsAfter(order, last)) {
      await file.write(encodePart(part))
      yield part
    }
  } finally {
    await file.close()
  }
}

const partsAfter = (order: LevelsOrder, last: LevelsPart | null): AsyncGenerator<LevelsPart> =>
  classifyLog({ ...order, ...(last?.last ?? { from: 1, error: 0, warning: 0, trace: 0 }) })

/** The parts of a log, without its index. */
export async function* classifyLog(order: LevelsOrder): AsyncGenerator<LevelsPart> {
  const files = await openLog(order.path)
  if (!files) return
  try {
    yield* classify(files, order)
  } finally {
    await closeLog(files)
  }
}
