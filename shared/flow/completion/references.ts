const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

/** References to the parameters of a definition and to what its nodes store, and to the input and the error of a node. */
export function namedReferences(definition: unknown): string[] {
  const shared = new Set<string>()
  const params = new Set<string>()
  collect(definition, shared, params)
  const named = [...[...params].map((name) => `$params.${name}`), ...[...shared].map((name) => `$shared.${name}`)]
  return ['$input', '$error', ...named.sort()]
}

function collect(value: unknown, shared: Set<string>, params: Set<string>, depth = 0): void {
  if (depth > 100) return
  if (Array.isArray(value)) for (const each of value) collect(each, shared, params, depth + 1)
  for (const [key, each] of Object.entries(objectOf(value))) {
    if (key === 'output_key' && typeof each === 'string') shared.add(each)
    if (key === 'output_map') for (const name of Object.keys(objectOf(each))) shared.add(name)
    if (key === 'params') for (const name of Object.keys(objectOf(each))) params.add(name)
    collect(each, shared, params, depth + 1)
  }
}
