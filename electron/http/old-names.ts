import { oldFields, oldInputs, oldRoutes, withNewFields, withOldFields } from '../../shared/old-names.ts'

type Pattern = { key: string; method: string; path: string; matches: RegExp }

const patternOf = (method: string, path: string, key = `${method} ${path}`): Pattern => ({
  key,
  method,
  path,
  matches: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '([^/]+)')}/?$`),
})

const renamed = oldRoutes.map(({ method, old, path }) => patternOf(method, old, path))

/** The operations with old fields, in their requests or answers. */
const changed = [...new Set([...Object.keys(oldFields), ...Object.keys(oldInputs)])].map((key) => {
  const [method = '', path = ''] = key.split(' ')
  return patternOf(method, path)
})

const keyOf = (method: string, path: string): string =>
  changed.find((each) => each.method === method && each.matches.test(path))?.key ?? ''

/** The new path of an operation that is called by its old one; any other path unchanged. */
export function currentPath(method: string, path: string): string {
  const found = renamed.find((each) => each.method === method && each.matches.test(path))
  const values = found?.matches.exec(path)?.slice(1) ?? []
  return found ? found.key.replaceAll(/\{[^}]+\}/g, () => values.shift() ?? '') : path
}

/** A request with the old fields of its operation replaced by the new ones. */
export const currentBody = <T>(method: string, path: string, body: T): T => withNewFields(keyOf(method, path), body)

/** Adds the old fields to a successful answer. */
export function addOldFields(method: string, path: string, answer: { status: number; body: unknown } | undefined): void {
  if (answer && answer.status < 300) withOldFields(keyOf(method, path), answer.body)
}
