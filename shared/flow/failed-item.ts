import type { Definition } from './definition.ts'

const ofMany = /^(item|branch) (\d+):/

function failedItemOf({ nodes }: Pick<Definition, 'nodes'>, key: string, message: string): number | null {
  const found = Object.hasOwn(nodes, key) && isMany(nodes[key]?.kind) ? ofMany.exec(message) : null
  return found ? Number(found[2]) : null
}

/** A failure for people, who count items from 1; histories count from 0. */
export const failureText = (definition: Pick<Definition, 'nodes'>, key: string, message: string): string =>
  failedItemOf(definition, key, message) === null
    ? message
    : message.replace(ofMany, (_, what: string, item: string) => `${what} ${Number(item) + 1}:`)

/** The same for the error of a run, which begins with the key of the node. */
export function runErrorText(definition: Pick<Definition, 'nodes'>, error: string): string {
  const [start, key] = partsOf(error)
  return `${start}${failureText(definition, key, error.slice(start.length))}`
}

/** The item or branch, counted from 0, that the error of a run names; null: its node is no list, or the run did not fail there. */
export function failedItemOfRun(definition: Pick<Definition, 'nodes'>, error: string): number | null {
  const [start, key] = partsOf(error)
  return failedItemOf(definition, key, error.slice(start.length))
}

function partsOf(error: string): [start: string, key: string] {
  const [start = '', key = ''] = /^"([^"]*)": /.exec(error) ?? []
  return [start, key]
}

const isMany = (kind: string | undefined): boolean => kind === 'foreach' || kind === 'parallel'
