import type { Manifest } from './manifest.ts'

/** A connection for files: all those of a step, or those of one name, from any step. */
export type Link = { from: string | null; to: string; file: string | null }

/** The links of a manifest. Which step writes a named file is only known once it is written. */
export function linksOf({ steps }: Manifest): Link[] {
  const names = new Set(steps.map(({ name }) => name))
  return steps.flatMap(({ name: to, inputs }) =>
    inputs.map((input) => (names.has(input) ? { from: input, to, file: null } : { from: null, to, file: input })),
  )
}

/** Steps that lead into themselves, in their order; null where none does. */
export function cycleIn(links: readonly { from: string | null; to: string }[]): string[] | null {
  const after = new Map<string, string[]>()
  for (const { from, to } of links) if (from !== null) after.set(from, [...(after.get(from) ?? []), to])
  const done = new Set<string>()
  for (const start of after.keys()) {
    const found = cycleFrom(start, after, done)
    if (found) return found
  }
  return null
}

/** Without recursion: a chain of steps may be long. */
function cycleFrom(start: string, after: Map<string, string[]>, done: Set<string>): string[] | null {
  const path: { name: string; next: number }[] = [{ name: start, next: 0 }]
  const onPath = new Set([start])
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const to = after.get(top.name)?.[top.next++]
    if (to === undefined) {
      done.add(top.name)
      onPath.delete(top.name)
      path.pop()
    } else if (onPath.has(to)) {
      const names = path.map(({ name }) => name)
      return [...names.slice(names.indexOf(to)), to]
    } else if (!done.has(to)) {
      path.push({ name: to, next: 0 })
      onPath.add(to)
    }
  }
  return null
}

/** The steps that lead to one of these, over however many others, and these. */
export function leadingTo(links: readonly Link[], targets: readonly string[]): Set<string> {
  return reach(targets, (name) => links.flatMap(({ from, to }) => (to === name && from !== null ? [from] : [])))
}

/** The steps that follow from one of these, over however many others, and these. */
export function followingFrom(links: readonly Link[], sources: readonly string[]): Set<string> {
  return reach(sources, (name) => links.flatMap(({ from, to }) => (from === name ? [to] : [])))
}

function reach(from: readonly string[], next: (name: string) => string[]): Set<string> {
  const found = new Set(from)
  for (const name of found) for (const other of next(name)) found.add(other)
  return found
}
