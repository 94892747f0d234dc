import type { Data, Json } from '../../../shared/flow/reference.ts'
import { isSealed } from '../base/sealed.ts'

const mostParts = 50
const mostLetters = 1_000
const deepest = 6
const mostNodes = 1_000

/** A part of a value that is small enough to show; secrets are hidden. */
export function outlineOf(value: Json): { value: Json; isCut: boolean } {
  let [isCut, nodes] = [false, 0]
  const cut = (): null => {
    isCut = true
    return null
  }
  const shorten = (part: Json, depth: number): Json => {
    if (++nodes > mostNodes) return cut()
    if (typeof part === 'string') {
      isCut ||= part.length > mostLetters
      return part.length > mostLetters ? `${part.slice(0, mostLetters)}…` : part
    }
    if (typeof part !== 'object' || part === null) return part
    if (isSealed(part)) return '***'
    if (depth === deepest) return cut()
    if (Array.isArray(part)) {
      isCut ||= part.length > mostParts
      return part.slice(0, mostParts).map((each) => shorten(each, depth + 1))
    }
    const names = Object.keys(part)
    isCut ||= names.length > mostParts
    return Object.fromEntries(names.slice(0, mostParts).map((name) => [name, shorten(part[name] ?? null, depth + 1)]))
  }
  return { value: shorten(value, 0), isCut }
}

const mostPaths = 500
const deepestPath = 4

/** References that lead to something in the data, each after the one that it is a part of. */
export function pathsIn(roots: Data): string[] {
  const paths: string[] = []
  const add = (path: string, value: Json, depth: number): void => {
    if (paths.length >= mostPaths) return
    paths.push(path)
    if (depth === deepestPath || typeof value !== 'object' || value === null || isSealed(value)) return
    if (Array.isArray(value)) {
      if (value.length > 0) add(`${path}[0]`, value[0] ?? null, depth + 1)
      return
    }
    // A name with these letters cannot be a part of a reference.
    for (const name of Object.keys(value).slice(0, mostParts))
      if (/^[^.[\]\s]{1,100}$/.test(name)) add(`${path}.${name}`, value[name] ?? null, depth + 1)
  }
  for (const [root, value] of Object.entries(roots)) add(`$${root}`, value, 0)
  return paths
}
