/**
 * The domains of the engine, from the ground up: a file may use its own domain and those before it, of which it sees the public
 * file alone, the one with the folder's name. What a domain needs of a later one is passed in, as a type of its own.
 */
const domains = [
  'base',
  'store',
  'queue',
  'alerts',
  'runs',
  'secrets',
  'state',
  'preferences',
  'organize',
  'templates',
  'environment',
  'artifacts',
  'jobs',
  'schedules',
  'triggers',
  'hooks',
  'conditions',
  'flows',
  'pipelines',
  'overview',
  'search',
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
  if (unknown !== undefined) return [`${file}: "${unknown}" is not a domain of the engine: put it into scripts/engine-domains.ts`]
  if (rankOf(to) >= rankOf(from)) return [`${file}: ${from} is below ${to || 'engine.ts'} and must not import ${target}`]
  if (isOpen(file, from, to) || target === `electron/engine/${to}/${to}.ts`) return []
  return [`${file}: ${target} is inside ${to}; what others may use of it is in ${to}/${to}.ts`]
}

/** Every file of `base` and `store` is public. What puts the engine together, and a test, may look inside a domain. */
const isOpen = (file: string, from: string, to: string): boolean =>
  to === 'base' || to === 'store' || from === '' || file.endsWith('.test.ts')

const rankOf = (name: string): number => (name === '' ? domains.length : domains.indexOf(name))

/** Null for a file outside the engine, empty for one at its top. */
const domainOf = (path: string): string | null =>
  /^electron\/engine\/(?:([^/]+)\/)?[^/]+(?:\/.*)?$/.exec(path)?.[1] ?? (path.startsWith('electron/engine/') ? '' : null)
