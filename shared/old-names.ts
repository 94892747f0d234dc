/**
 * Public names of the previous release, with the names that replaced them. REST, `lf` and JSON accept and return the old
 * ones for one more release. CHANGELOG lists them, and a test calls each.
 */
export const oldRoutes = [{ method: 'GET', old: '/schedules/{id}/slots', path: '/schedules/{id}/occurrences' }] as const

/** Subcommands and options of `lf`. */
export const oldCommands = [{ command: ['schedule'], old: 'slots', name: 'occurrences' }] as const
export const oldOptions = [
  { command: ['trigger', 'add'], old: '--settle', name: '--debounce' },
  { command: ['queue', 'pause'], old: '--note', name: '--reason' },
  { command: ['queue', 'drain'], old: '--note', name: '--reason' },
] as const

/** A field of JSON: `[]` in its path goes through a list. The old field is next to the new one. */
type OldField = { path: string; old: string }

const trigger: OldField[] = [{ path: 'on.debounceMs', old: 'settleMs' }]
const occurrencesOf = (list: string): OldField[] => [{ path: `${list}[].recordedAt`, old: 'settledAt' }]
const day: OldField[] = [...occurrencesOf('occurrences'), { path: 'occurrences', old: 'slots' }]

/** Fields of answers, by operation. */
export const oldFields: Record<string, OldField[]> = {
  'GET /away': day,
  'GET /calendar': day,
  'GET /schedules/{id}/occurrences': occurrencesOf('items'),
  'GET /schedules/{id}/why': [
    { path: 'occurrence.recordedAt', old: 'settledAt' },
    { path: 'occurrence', old: 'slot' },
  ],
  'GET /triggers': [{ path: 'items[].on.debounceMs', old: 'settleMs' }],
  'GET /triggers/{id}': trigger,
  'POST /triggers': trigger,
  'PUT /triggers/{id}': trigger,
  'POST /triggers/{id}/enabled': trigger,
  'POST /triggers/{id}/address': trigger,
  'POST /triggers/{id}/restore': trigger,
}

/** Fields of requests, by operation. */
export const oldInputs: Record<string, OldField[]> = {
  'POST /triggers': trigger,
  'PUT /triggers/{id}': trigger,
  'POST /imports': [{ path: 'jobs[].triggers[].on.debounceMs', old: 'settleMs' }],
}

/** Adds the old fields of an operation's answer to `value`, and returns it. */
export function withOldFields<T>(operation: string, value: T): T {
  for (const { path, old } of oldFields[operation] ?? [])
    for (const { parent, name } of parentsOf(value, path)) if (name in parent) parent[old] = parent[name]
  return value
}

/** Replaces the old fields of an operation's request by the new ones. A new field that is there wins. */
export function withNewFields<T>(operation: string, value: T): T {
  for (const { path, old } of oldInputs[operation] ?? [])
    for (const { parent, name } of parentsOf(value, path)) {
      if (!(old in parent)) continue
      parent[name] ??= parent[old]
      delete parent[old]
    }
  return value
}

type Parent = { parent: Record<string, unknown>; name: string }

/** The objects in which the last field of a path is, or would be. */
function parentsOf(value: unknown, path: string): Parent[] {
  const parts = path.split('.')
  const name = parts.pop() ?? ''
  const found = parts.reduce<unknown[]>((all, part) => all.flatMap((one) => childOf(one, part)), [value])
  return found.flatMap((parent) => (isObject(parent) ? [{ parent, name }] : []))
}

function childOf(value: unknown, part: string): unknown[] {
  const child = isObject(value) ? value[part.replace('[]', '')] : undefined
  return part.endsWith('[]') ? (Array.isArray(child) ? child : []) : [child]
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
