import { visibleLines } from './visible-text.ts'

/** Fields that are shown and never sent back: titles, last lines of errors, names of files. */
const shown = new Set(['title', 'name', 'error', 'preview', 'note', 'problem', 'message'])
/** Fields that people wrote and edit again, and results of their programs: they are shown unchanged on their own pages. */
const opaque = new Set(['body', 'env', 'params', 'result', 'shared', 'data', 'definition', 'source', 'draft'])

/**
 * An answer whose shown fields hold nothing that a screen would obey, such as a direction that is turned; the very same answer
 * where they hold nothing of the kind, as nearly all do.
 */
export function visibleFields<T>(answer: T): T {
  return mapped(answer) as T
}

function mapped(value: unknown): unknown {
  if (Array.isArray(value)) return changed(value, value.map(mapped))
  if (!isPlain(value)) return value
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      opaque.has(key) ? part : typeof part === 'string' && shown.has(key) ? visibleLines(part) : mapped(part),
    ]),
  )
  return Object.keys(copy).some((key) => copy[key] !== value[key]) ? copy : value
}

const changed = (before: unknown[], after: unknown[]): unknown[] =>
  after.some((part, index) => part !== before[index]) ? after : before

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
