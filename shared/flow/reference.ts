import type { Json } from '../model/json.ts'

export type { Json }
export type Data = Record<string, Json>

/**
 * The roots of references. `input` is the input of the node, `error` the failure of the node before it, `state` the values that
 * were read of the state across runs.
 */
export type Scope = {
  params: Data
  shared: Data
  input?: Json | undefined
  error?: Json | undefined
  state?: Record<string, string | null> | undefined
}

const roots = ['params', 'shared', 'input', 'error', 'state'] as const

/** `$params.a.b[0]` and the like; null for other text. */
export function parseReference(text: string): { root: (typeof roots)[number]; path: string } | null {
  const found = /^\$(params|shared|input|error|state)(?:\.+(.*)|(\[.*))?$/s.exec(text)
  if (!found) return null
  return { root: found[1] as (typeof roots)[number], path: found[2] ?? found[3] ?? '' }
}

/** Resolves a reference; other text is plain text. Missing values are null. */
export function resolve(text: string, scope: Scope): Json {
  const reference = parseReference(text)
  // Runs that began before there was state take such a text as it is.
  if (reference?.root === 'state') return scope.state === undefined ? text : (scope.state[reference.path] ?? null)
  return reference ? follow(scope[reference.root] ?? null, reference.path) : text
}

/** `a.b[0].c` within a value; null if it is missing. */
export function follow(value: Json, path: string): Json {
  let at: Json = value
  for (const step of stepsOf(path)) {
    at = childOf(at, step)
    if (at === null) return null
  }
  return at
}

function childOf(value: Json, step: string | number): Json {
  if (typeof value !== 'object' || value === null) return null
  if (Array.isArray(value)) return typeof step === 'number' ? (value[step] ?? null) : null
  const key = String(step)
  return Object.hasOwn(value, key) ? (value[key] ?? null) : null
}

/** A name without a closing bracket, or without a number in it, is a plain name. */
function stepsOf(path: string): (string | number)[] {
  return path
    .split('.')
    .filter((part) => part !== '')
    .flatMap((part) => {
      const indexed = /^([^[\]]*)((?:\[\d{1,9}\])+)$/.exec(part)
      if (!indexed) return [part]
      const indexes = [...(indexed[2] ?? '').matchAll(/\d+/g)].map(([digits]) => Number(digits))
      return [...(indexed[1] ? [indexed[1]] : []), ...indexes]
    })
}

/** Sets a key of any name without touching inherited properties. */
export function put(data: Data, name: string, value: Json): void {
  if (name === '__proto__') Object.defineProperty(data, name, { value, enumerable: true, writable: true, configurable: true })
  else data[name] = value
}
