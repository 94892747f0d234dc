import { textOf } from '../../shared/filter/filter.ts'
import { readTokens } from '../../shared/filter/read-tokens.ts'

/** Values that say enough without their key. */
const plain = ['status', 'job', 'flow', 'pipeline', 'trigger', 'kind', 'tag', 'queue']
const longest = 60

/** A name for a view from what its filter says: "Failed, Nightly backup, started 7d". */
export function suggestName(q: string): string {
  const parts = readTokens(q).tokens.map(({ key, values, isNegated }) => {
    const value = values.map(textOf).join(' or ')
    const text = key === null || plain.includes(key.name.toLowerCase()) ? value : `${key.name} ${value}`
    return isNegated ? `not ${text}` : text
  })
  const name = parts.join(', ').trim()
  const short = name.length > longest ? `${name.slice(0, longest - 1)}…` : name
  return short.charAt(0).toUpperCase() + short.slice(1)
}
