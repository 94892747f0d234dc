import type { Definition } from './definition.ts'
import { parseReference } from './reference.ts'

/** The parameters that a flow reads and that none of its nodes has a default for, in the order of their mention. */
export function paramsReadBy(definition: Definition): string[] {
  const names = new Set<string>()
  const open: unknown[] = [definition.nodes]
  for (let value = open.shift(); value !== undefined; value = open.shift()) {
    const reference = typeof value === 'string' ? parseReference(value) : null
    const name = reference?.root === 'params' ? reference.path.split(/[.[]/)[0] : undefined
    if (name) names.add(name)
    if (typeof value === 'object' && value !== null) open.push(...Object.values(value).filter((part) => part !== null))
  }
  const defaults = new Set(Object.values(definition.nodes).flatMap(({ params }) => Object.keys(params ?? {})))
  return [...names].filter((name) => !defaults.has(name))
}
