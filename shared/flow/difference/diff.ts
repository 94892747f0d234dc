import type { Definition, Edge } from '../definition.ts'
import { kindName } from '../kind-name.ts'
import { type Layout, withoutLayout } from '../layout.ts'
import { changeText, fieldChanges, isSame, own, shortValue } from './field-changes.ts'
import { renamesOf, withNewKeys } from './renames.ts'

/** A part of a definition that was added, removed or changed. */
export type FlowChange = { sign: '+' | '-' | '~'; what: string; details: string[] }

/** The differences in meaning between two definitions, whatever the order of their keys. */
export function diffOf(before: Definition, after: Definition): FlowChange[] {
  const names = renamesOf(before, after)
  const named = withNewKeys(before, names)
  const [old, young] = [withoutLayout(named), withoutLayout(after)] as const
  return [
    ...changesOfFields(old, young),
    ...changesOfParts(old, young),
    ...changesOfNodes(old, young, new Map([...names].map(([was, is]) => [is, was]))),
    ...changesOfEdges(old, young),
    ...changesOfLayout(named.layout, after.layout),
  ]
}

/** Parameters and hooks, each with the fields that differ. */
const changesOfParts = (before: Parts, after: Parts): FlowChange[] =>
  (['params', 'hooks'] as const).flatMap((what): FlowChange[] => {
    const details = fieldChanges({ [what]: before[what] }, { [what]: after[what] }).map(changeText)
    return details.length === 0 ? [] : [{ sign: '~', what, details }]
  })

/** Nodes that only one of them places are not moved: the rest of the graph decides where they are drawn. */
function changesOfLayout(before: Layout | undefined, after: Layout | undefined): FlowChange[] {
  const [old, young] = [before?.nodes ?? {}, after?.nodes ?? {}]
  const moved = Object.keys(young)
    .filter((key) => Object.hasOwn(old, key) && !isSame(old[key], young[key]))
    .sort()
  const notes = isSame(before?.notes ?? [], after?.notes ?? []) ? [] : ['notes']
  return [
    ...(moved.length === 0 ? [] : [{ sign: '~' as const, what: 'positions', details: [moved.join(', ')] }]),
    ...notes.map((what) => ({ sign: '~' as const, what, details: [] })),
  ]
}

type Parts = Pick<Definition, 'params' | 'hooks'>

const plainFields = ['name', 'description', 'dialect', 'start', 'timeout_ms', 'max_steps', 'cleanup'] as const

const changesOfFields = (before: Definition, after: Definition): FlowChange[] =>
  plainFields.flatMap((field): FlowChange[] =>
    isSame(before[field], after[field])
      ? []
      : [{ sign: '~', what: field, details: [`${shortValue(before[field])} → ${shortValue(after[field])}`] }],
  )

/** `names`: the old keys of those that were renamed. */
function changesOfNodes(before: Definition, after: Definition, names: ReadonlyMap<string, string>): FlowChange[] {
  const keys = [...new Set([...Object.keys(before.nodes), ...Object.keys(after.nodes)])].sort()
  return keys.flatMap((key): FlowChange[] => {
    const [old, young] = [own(before.nodes, key), own(after.nodes, key)]
    if (!old) return [{ sign: '+', what: `node ${key}${young ? ` (${kindName(young)})` : ''}`, details: [] }]
    if (!young) return [{ sign: '-', what: `node ${key} (${kindName(old)})`, details: [] }]
    const was = names.get(key)
    const details = [...(was === undefined ? [] : [`key: ${was} → ${key}`]), ...fieldChanges(old, young).map(changeText)]
    return details.length === 0 ? [] : [{ sign: '~', what: `node ${key}`, details }]
  })
}

function changesOfEdges(before: Definition, after: Definition): FlowChange[] {
  const [old, young] = [byName(before.edges), byName(after.edges)]
  const names = [...new Set([...old.keys(), ...young.keys()])].sort()
  return names.flatMap((name): FlowChange[] => {
    const [was, is] = [old.get(name), young.get(name)]
    if (was === is) return []
    if (was === undefined) return [{ sign: '+', what: `edge ${name} → ${is}`, details: [] }]
    if (is === undefined) return [{ sign: '-', what: `edge ${name} → ${was}`, details: [] }]
    return [{ sign: '~', what: `edge ${name}`, details: [`${was} → ${is}`] }]
  })
}

const byName = (edges: readonly Edge[]): Map<string, string> =>
  new Map(edges.map(({ from, action, to }) => [`${from} (${action || 'default'})`, [to].flat().join(' and ') || 'the end']))
