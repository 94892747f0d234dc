import type { core } from 'zod'
import type { Path } from '../problem.ts'

/** A text with more faults than this is something else, or is being written: nobody looks for its drawing. */
const mostFaults = 200

/**
 * A definition whose nodes have faults, without the fields that are wrong: so that the rest of it can be drawn. Null where
 * something else is wrong. `value` is left as it is.
 */
export function withoutFaults(value: object, issues: readonly core.$ZodIssue[]): object | null {
  if (issues.length > mostFaults) return null
  let found = value
  for (const issue of issues) {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
    for (const path of paths) {
      const node = nodeLength(path)
      if (node === null) return null
      // Of a node that is no object, nothing can be kept.
      found = path.length === node ? put(found, path, {}) : dropped(found, path.slice(0, node + 1))
    }
  }
  return found
}

/** How much of a path names the innermost node that it leads into; null for none. */
function nodeLength(path: Path): number | null {
  let at = 0
  while (path[at] === 'nodes' && path[at + 1] !== undefined && path[at + 2] === 'subflow' && path[at + 3] === 'nodes') at += 3
  return path[at] === 'nodes' && path[at + 1] !== undefined ? at + 2 : null
}

type Fields = { [field: PropertyKey]: unknown }
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

function put(value: object, path: Path, next: unknown): object {
  const [field, ...rest] = path
  if (field === undefined) return value
  const fields = value as Fields
  const inner = fields[field]
  return { ...fields, [field]: rest.length === 0 ? next : put(isFields(inner) ? inner : {}, rest, next) }
}

function dropped(value: object, path: Path): object {
  const [field, ...rest] = path
  const fields = value as Fields
  if (field === undefined || !Object.hasOwn(fields, field)) return value
  const { [field]: inner, ...others } = fields
  return rest.length === 0 || !isFields(inner) ? others : { ...fields, [field]: dropped(inner, rest) }
}
