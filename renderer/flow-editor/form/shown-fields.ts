import type { Shown } from './field-groups.tsx'
import { fieldsOf, nodeFields, type Written } from './fields.ts'
import { itemsWords } from './words/fields.ts'

/** The fields of a node in their order. What a list runs over is asked at once, not among what may be left as it is. */
export function shownFields(node: Written): Shown[] {
  const all = fieldsOf(node).map(({ id, isUnused }): Shown => ({ id, isUnused, field: nodeFields[id] }))
  if (node['kind'] !== 'foreach') return all
  const items: Shown = {
    ...{ id: 'prep.input_key', isUnused: false, words: itemsWords },
    field: { ...nodeFields['prep.input_key'], group: 'main' },
  }
  return all.flatMap((each) => (each.id === items.id ? [] : each.id === 'kind' ? [each, items] : [each]))
}
