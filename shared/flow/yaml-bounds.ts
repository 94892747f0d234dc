import { type Document, isScalar, visit } from 'yaml'

/** To follow each alias, all that stands before it is gone through. */
export const mostAliases = 1_000

/** What is wrong at a place of a document. */
export type Fault = { offset: number; message: string }

/**
 * Keys that a mapping has twice, and more aliases than anybody writes. The parser's own look for keys compares each with all
 * before it: twenty thousand of them take it half a minute.
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
