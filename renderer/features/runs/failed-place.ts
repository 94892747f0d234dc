import type { RunDetail } from '../../../shared/model/run.ts'
import { headWords as words } from './words/head.ts'

type Failed = Pick<RunDetail, 'error' | 'failedNode' | 'failedItem' | 'failedItemValue' | 'nodes'>

/** Where a run of a flow failed, by the names that people gave, and its error without the place. */
export function failedPlace({ error, failedNode, failedItem, failedItemValue, nodes }: Failed): {
  place: string | null
  error: string
} {
  const text = error ?? ''
  const node = nodes.find(({ key }) => key === failedNode)
  const start = `"${failedNode}": `
  if (!node || !text.startsWith(start)) return { place: null, error: text }
  const name = node.title ?? node.key
  const rest = text.slice(start.length)
  const [itemStart, kind] = failedItem === null ? [] : (/^(item|branch) \d+: /.exec(rest) ?? [])
  if (failedItem === null || itemStart === undefined) return { place: name, error: rest }
  const item = words.failedItem(kind === 'branch', failedItem + 1, node.items?.count ?? null)
  const value = failedItemValue?.replace(/\s+/g, ' ').trim() ?? ''
  return { place: words.failedAt(name, item, value), error: rest.slice(itemStart.length) }
}
