import { packLines } from '../../../shared/log/line-numbers.ts'
import type { LogFound } from '../../../shared/model/log.ts'
import { withLog } from './log-files.ts'
import type { FindOrder } from './orders.ts'
import { scan, type Test } from './scan.ts'

const wordPart = '[\\w\\u00c0-\\uffff]'

/** The regular expression of a search; throws a SyntaxError if it is none. */
export function patternOf({ text, regex, word, case: exact }: Omit<FindOrder, 'path' | 'ended' | 'stream' | 'from'>): RegExp {
  const source = regex ? text : text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  // All letters beyond ASCII count as parts of words.
  const whole = word ? `(?<!${wordPart})(?:${source})(?!${wordPart})` : source
  return new RegExp(whole, exact ? '' : 'i')
}

/** The numbers of the lines that pass. */
export async function* find(order: FindOrder, test: Test): AsyncGenerator<LogFound> {
  const { path, ended, stream, from } = order
  const size = await withLog(path, 0, async ({ bytes }) => bytes)
  const pattern = order.regex || order.word || !order.case ? '.*' : patternOf(order).source
  let last = 0
  let found = 0
  for await (const { items, next } of scan({ path, ended, stream, from, to: null, pattern }, test)) {
    const numbers = items.map(({ n }) => n)
    found += numbers.length
    yield { lines: packLines(numbers, last), found, next, bytes: size, size }
    last = numbers.at(-1) ?? last
  }
}
