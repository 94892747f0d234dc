import { parse } from 'smol-toml'
import { type Entry, endOfLine, entriesOf } from './scan.ts'
import { fieldOf, quoted, type Splice, spliced } from './write.ts'

/** A hook as it is written, right or wrong. */
type Written = Record<string, unknown>

/** The text with other hooks, or why they cannot be written. */
export type HooksEdited = { source: string } | { refused: string }

/** The hooks of a manifest as they are written; null where the text cannot be read. */
export function hooksOf(source: string): Written[] | null {
  const { hooks = [] } = tomlOf(source) ?? { hooks: null }
  return Array.isArray(hooks) && hooks.every(isTable) ? hooks : null
}

/** Writes the hooks into the text of a manifest; all other bytes, and hooks that stay as they are, are left as they were written. */
export function editHooks(source: string, hooks: readonly Written[]): HooksEdited {
  const before = hooksOf(source)
  if (before === null) return { refused: 'The manifest has errors. Correct them in the text first.' }
  const entries = entriesOf(source, ['hooks'])
  if (entries.length !== before.length) return inText
  const changes = changesOf(before, hooks)
  for (const write of [fieldSplices, entrySplices]) {
    const written = spliced(
      source,
      changes.flatMap((change) => splicesFor(source, entries, change, write)),
    )
    if (saysOnly(written, source, hooks)) return { source: written }
  }
  return inText
}

const inText: HooksEdited = { refused: 'These hooks can only be changed in the text.' }

function tomlOf(source: string): Record<string, unknown> | null {
  try {
    return parse(source)
  } catch {
    return null
  }
}

const isTable = (value: unknown): value is Written => typeof value === 'object' && value !== null && !Array.isArray(value)

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** A hook that takes the place of another, one that goes, or one that is new behind those before it. */
type Change = { at: number; before: Written | null; after: Written | null }

function changesOf(before: readonly Written[], after: readonly Written[]): Change[] {
  let same = 0
  while (same < Math.min(before.length, after.length) && isSame(before[same], after[same])) same++
  let end = 0
  while (end < Math.min(before.length, after.length) - same && isSame(before.at(-1 - end), after.at(-1 - end))) end++
  const old = before.slice(same, before.length - end)
  const next = after.slice(same, after.length - end)
  return Array.from({ length: Math.max(old.length, next.length) }, (_, index) => ({
    at: same + index,
    before: old[index] ?? null,
    after: next[index] ?? null,
  }))
}

type Write = (source: string, entry: Entry, before: Written, after: Written) => Splice[]

function splicesFor(source: string, entries: readonly Entry[], { at, before, after }: Change, write: Write): Splice[] {
  const entry = entries[at]
  if (before && after && entry) return write(source, entry, before, after)
  if (before && entry) return [{ ...withBlank(source, entry), text: '' }]
  if (!after) return []
  const place = entries[Math.min(at, entries.length) - 1]?.at.to ?? source.length
  const gap = place === 0 ? '' : source[place - 1] === '\n' ? '\n' : '\n\n'
  return [{ from: place, to: place, text: `${gap}${entryText(after)}` }]
}

/** A hook that goes takes the blank line behind it along. */
function withBlank(source: string, { at }: Entry) {
  const next = endOfLine(source, at.to)
  return { from: at.from, to: source.slice(at.to, next).trim() === '' ? next : at.to }
}

/** Field by field, so that comments between them stay. */
const fieldSplices: Write = (_source, entry, before, after) => {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !isSame(before[name], after[name]))
  const end = entry.fields.at(-1)?.at.to ?? entry.header.to
  return names.flatMap((name): Splice[] => {
    const field = fieldOf(entry, name)
    const value = after[name]
    if (value === undefined) return field ? [{ ...field.at, text: '' }] : []
    return [
      field
        ? { ...field.value, text: valueText(value) }
        : { from: end, to: end, text: `${keyText(name)} = ${valueText(value)}\n` },
    ]
  })
}

const entrySplices: Write = (_source, { header, at }, _before, after) => [
  { from: header.from, to: at.to, text: entryText(after) },
]

const entryText = (hook: Written): string =>
  ['[[hooks]]', ...Object.entries(hook).map(([name, value]) => `${keyText(name)} = ${valueText(value)}`), ''].join('\n')

const keyText = (key: string): string => (/^[\w-]+$/.test(key) ? key : quoted(key))

/** A text of several lines stays readable where its quotes can hold it. */
function valueText(value: unknown): string {
  if (typeof value === 'string')
    return /\n/.test(value) && !/'''|'$|[^\P{Cc}\n\t]/u.test(value) ? `'''\n${value}'''` : quoted(value)
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`
  if (!isTable(value)) return String(value)
  const pairs = Object.entries(value).map(([key, each]) => `${keyText(key)} = ${valueText(each)}`)
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
}

/** Whatever the text looks like, it must say what was meant, and all else as before. */
function saysOnly(written: string, source: string, hooks: readonly Written[]): boolean {
  const [next, old] = [tomlOf(written), tomlOf(source)]
  const without = (value: Record<string, unknown> | null) => value && { ...value, hooks: undefined }
  return next !== null && isSameAnyOrder(next['hooks'] ?? [], hooks) && isSame(without(next), without(old))
}

/** Fields keep the order of the text, not that of the form. */
const isSameAnyOrder = (a: unknown, b: unknown): boolean => isSame(sorted(a), sorted(b))

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isTable(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
