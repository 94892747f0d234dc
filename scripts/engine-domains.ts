/**
 * The domains of the engine, from the ground up: a file may use its own domain and those before it. What a domain needs of a
 * later one is passed in, as a type of its own.
 */
const domains = [
  'base',
  'store',
  'queue',
  'runs',
  'secrets',
  'environment',
  'artifacts',
  'jobs',
  'schedules',
  'triggers',
  'conditions',
  'flows',
  'pipelines',
  'imports',
  'workers',
  'runner-client',
  'ownership',
  'logs',
  'metrics',
  'executors',
  'health',
  'changes',
]

/** Files at the top of the engine put it together and may use everything; only tests use `testing`. */
export function problemOfDomain(file: string, target: string): string[] {
  const [from, to] = [domainOf(file), domainOf(target)]
  if (from === null || from === 'testing' || to === null || from === to) return []
  if (to === 'testing') return [`${file}: only a test may import ${target}`]
  const unknown = [from, to].find((name) => name !== '' && !domains.includes(name))
  if (unknown !== undefined) return [`${file}: "${unknown}" is no domain of the engine: put it into scripts/engine-domains.ts`]
  return rankOf(to) < rankOf(from) ? [] : [`${file}: ${from} is below ${to || 'engine.ts'} and must not import ${target}`]
}

const rankOf = (name: string): number => (name === '' ? domains.length : domains.indexOf(name))

/** Null for a file outside the engine, empty for one at its top. */
const domainOf = (path: string): string | null =>
  /^electron\/engine\/(?:([^/]+)\/)?[^/]+(?:\/.*)?$/.exec(path)?.[1] ?? (path.startsWith('electron/engine/') ? '' : null)
