import type { Range } from './row-model.ts'

const largest = 4_000_000_000

/** The lines that a text names: `120`, `120-131`, `L120-131`, `#L120-L131`. Null: it names none. */
export function linesOf(text: string): Range | null {
  const [, first, last] = /^\s*#?L?(\d{1,10})(?:\s*[-–]\s*L?(\d{1,10}))?\s*$/i.exec(text.replaceAll(/[,_]/g, '')) ?? []
  if (first === undefined) return null
  const [one, other] = [Number(first), Number(last ?? first)]
  const range = { from: Math.min(one, other), to: Math.max(one, other) }
  return range.from < 1 || range.to > largest ? null : range
}

export const hashOf = ({ from, to }: Range): string => (from === to ? `#L${from}` : `#L${from}-${to}`)

/**
 * A log: of a run, of one of its nodes (`tests`, or an item of it as `tests#1/2`, where items count from 0), of an input of a step of a
 * pipeline (`make/3`, where inputs count from 1), of an attempt.
 */
export type LogPlace = { run: number; node: string | null; attempt: number | null }

/** The address of lines of a log, for people: it counts items from 1. */
export function logHref({ run, node, attempt }: LogPlace, lines: Range | null): string {
  const [, step = node, visit = null, item = null] = /^(.*?)(?:#(\d+))?(?:\/(\d+))?$/s.exec(node ?? '') ?? []
  const query = new URLSearchParams()
  if (node !== null && step !== null) query.set('step', step)
  if (visit !== null && visit !== '1') query.set('visit', visit)
  if (item !== null) query.set('item', String(Number(item) + (visit === null ? 0 : 1)))
  if (attempt !== null) query.set('attempt', String(attempt))
  const text = query.toString()
  return `/runs/${run}/log${text === '' ? '' : `?${text}`}${lines === null ? '' : hashOf(lines)}`
}
