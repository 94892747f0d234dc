import { limits } from '../../../../shared/model/limits.ts'
import type { LogLine } from '../../../../shared/model/log.ts'
import { client } from '../../../api/client.ts'
import { textOf } from './ansi.ts'
import { fullTime } from './line-time.ts'
import type { Place } from './place.ts'
import type { Range } from './row-model.ts'

/** The lines of a range in their order, a page at a time; fewer where the log ends. */
export async function* readLines(place: Place, { from, to }: Range, signal?: AbortSignal): AsyncGenerator<LogLine[]> {
  for (let next = from; next <= to; ) {
    const count = Math.min(limits.logPageLines, to - next + 1)
    const { items } = await client.logs.read({ ...place, from: next, count }, signal ? { signal } : {})
    if (items.length === 0) return
    yield items
    next += items.length
  }
}

/** A line as a text for another program: as it is read, without colors. */
export const lineForOthers = ({ at, text }: LogLine, withTime: boolean): string =>
  withTime ? `${fullTime(at)} ${textOf(text)}` : textOf(text)
