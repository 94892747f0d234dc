import { type Document, isScalar, visit } from 'yaml'

/** Following an alias walks through everything before it. */
export const mostAliases = 1_000

/** A problem at an offset of a document. */
export type Fault = { offset: number; message: string }

/**
 * Duplicate keys of a mapping, and more aliases than a person writes. The parser's own check compares each key with all
 * earlier ones, which takes half a minute for twenty thousand keys.
 */
export function faultsOf(document: Document): Fault[] {
  const faults: Fault[] = []
  let aliases = 0
  visit(document, {
    Map(_, { items }) {
      const known = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        if (known.has(key.value)) faults.push({ offset: key.range?.[0] ?? 0, message: 'Map keys must be unique' })
        known.add(key.value)
      }
    },
    Alias(_, { range }) {
      if (++aliases === mostAliases + 1)
        faults.push({ offset: range?.[0] ?? 0, message: `There are more than ${mostAliases.toLocaleString('en-US')} aliases` })
    },
  })
  return faults
}
