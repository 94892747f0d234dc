import { stat } from 'node:fs/promises'
import type { LogGone } from '../../../../shared/model/log.ts'
import type { Run } from '../../../../shared/model/run.ts'
import type { GoneSteps } from '../../../../shared/model/step-lines.ts'
import { goneOf, shortenedOf } from '../gone.ts'
import type { RunLogs } from './list-logs.ts'
import type { StepLog } from './step-reader.ts'

/** Logs that are named; further ones are counted. */
const mostNamed = 50
const atOnce = 64

type Deps = { find(ref: string): Run; list(run: Run): Promise<RunLogs> }

/** The logs of steps that are not as the steps wrote them. Only files that are missing or shorter are looked at more closely. */
export function createGoneSteps({ find, list }: Deps) {
  return async (ref: string): Promise<GoneSteps> => {
    const { logs } = await list(find(ref))
    const ended = logs.filter((log) => log.ended)
    const items: GoneSteps['items'] = []
    let count = 0
    for (let at = 0; at < ended.length; at += atOnce) {
      const some = ended.slice(at, at + atOnce)
      for (const [index, gone] of (await Promise.all(some.map(whyGone))).entries()) {
        const log = some[index]
        if (gone === null || !log) continue
        count++
        if (items.length < mostNamed) items.push({ node: log.node, attempt: log.attempt, gone })
      }
    }
    return { items, count }
  }
}

async function whyGone({ path, ...log }: StepLog): Promise<LogGone | null> {
  try {
    const { size, mtimeMs } = await stat(path)
    return shortenedOf(size, Math.round(mtimeMs), log)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return goneOf(path, log)
    throw error
  }
}
