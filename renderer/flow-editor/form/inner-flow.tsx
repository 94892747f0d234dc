import { valueAt } from './fields.ts'
import { formWords as words } from './words/form.ts'

/** What is written in place of a subflow; its nodes are edited on the canvas. */
export function InnerFlow({ value }: { value: unknown }) {
  const nodes = valueAt(value, ['nodes'])
  const count = typeof nodes === 'object' && nodes !== null ? Object.keys(nodes).length : 0
  return <p className="text-sm text-ink-2">{value === undefined ? words.noInner : words.innerNodes(count)}</p>
}
