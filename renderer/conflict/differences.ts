import { joinedLines } from '../../shared/flow/edit/merge-lines.ts'
import { valueText } from './field-text.ts'

/** A field that differs, by its path, as in `retry.maxAttempts`; its values as a person reads them. */
export type Difference = { field: string; theirs: string; mine: string }

/** What differs between two states of one thing, field by field. */
export function differencesOf(theirs: unknown, mine: unknown, field = ''): Difference[] {
  if (isRecord(theirs) && isRecord(mine) && !isWhole(field, theirs, mine))
    return fieldsOf(theirs, mine).flatMap((name) => differencesOf(theirs[name], mine[name], pathOf(field, name)))
  return isSame(theirs, mine) ? [] : [{ field, theirs: valueText(field, theirs), mine: valueText(field, mine) }]
}

/** What one person wrote over what another saved meanwhile. */
export type Merge<D> = {
  /** Every change of both; of a field that both changed, mine. */
  draft: D
  /** Fields that both changed, each in another way; those that only they changed; those that only I changed. */
  both: Difference[]
  /** Texts in which both changed other lines: the draft has all of these. */
  lines: Difference[]
  theirs: Difference[]
  mine: Difference[]
}

/** Joins two edits that began from the same state. Where that is not known, every difference counts as changed by both. */
export function merge<D>(began: D | null, theirs: D, mine: D): Merge<D> {
  if (began === null) return { draft: mine, both: differencesOf(theirs, mine), lines: [], theirs: [], mine: [] }
  const found: Omit<Merge<D>, 'draft'> = { both: [], lines: [], theirs: [], mine: [] }
  return { draft: join('', began, theirs, mine, found) as D, ...found }
}

function join(field: string, began: unknown, theirs: unknown, mine: unknown, found: Omit<Merge<unknown>, 'draft'>): unknown {
  if (isRecord(began) && isRecord(theirs) && isRecord(mine) && isOneKind([began, theirs, mine]))
    return Object.fromEntries(
      [...new Set([...fieldsOf(theirs, mine), ...Object.keys(began)])]
        .map((name) => [name, join(pathOf(field, name), began[name], theirs[name], mine[name], found)])
        .filter(([, value]) => value !== undefined),
    )
  if (isSame(theirs, mine)) return mine
  const text = byLine.has(field) && joinedText(began, theirs, mine)
  if (typeof text === 'string') {
    found.lines.push(...differencesOf(theirs, mine, field))
    return text
  }
  const changed = isSame(mine, began) ? 'theirs' : isSame(theirs, began) ? 'mine' : 'both'
  found[changed].push(...differencesOf(theirs, mine, field))
  return changed === 'theirs' ? theirs : mine
}

/** Texts that people write line by line. Those of flows and pipelines are definitions, which are merged by what they say. */
const byLine = new Set(['body.script', 'body.body', 'stdin.text', 'notes'])

function joinedText(began: unknown, theirs: unknown, mine: unknown): string | null {
  if (typeof began !== 'string' || typeof theirs !== 'string' || typeof mine !== 'string') return null
  return began === theirs || began === mine ? null : joinedLines(began, theirs, mine)
}

const pathOf = (field: string, name: string): string => (field === '' ? name : `${field}.${name}`)

const fieldsOf = (theirs: object, mine: object): string[] => [...new Set([...Object.keys(theirs), ...Object.keys(mine)])]

/** Fields of another kind of the same thing do not go together. */
const kindOf = (value: Record<string, unknown>): unknown => value['kind'] ?? value['from']
const isOneKind = (values: Record<string, unknown>[]): boolean => new Set(values.map(kindOf)).size === 1

/** A schedule or a trigger of another kind is read as one, not field by field. */
const isWhole = (field: string, theirs: Record<string, unknown>, mine: Record<string, unknown>): boolean =>
  (field === 'timing' || field === 'on') && !isOneKind([theirs, mine])

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An absent value is like an empty one. */
const plain = (value: unknown): string => JSON.stringify(value === '' ? null : (value ?? null))
const isSame = (a: unknown, b: unknown): boolean => plain(a) === plain(b)
