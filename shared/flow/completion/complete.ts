import { parseDocument } from 'yaml'
import { fallbackAction, troubleActions } from '../definition.ts'
import { keysOf, namesNode, shapeAt, valuesOf, wantsReference } from './fields.ts'
import { type Place, placeAt } from './place.ts'
import { namedReferences } from './references.ts'

/** The completions at the cursor; `from` is the start of the text that one replaces. */
export type Completion = { from: number; options: { label: string; apply?: string }[]; isEmpty: boolean }

/** Longer definitions are not parsed at each keystroke. */
const readAtMost = 200_000

/** The completions at a position of a definition; null if there are none. Never throws, however wrong the text is. */
export function completeAt(text: string, offset: number): Completion | null {
  const place = placeAt(text, offset)
  const labels = labelsAt(text, offset, place)
  if (labels.length === 0) return null
  const isKey = place.key === null
  const options = labels.map((label) => (isKey ? { label, apply: `${label}: ` } : { label }))
  return { from: offset - place.token.length, options, isEmpty: place.token === '' }
}

function labelsAt(text: string, offset: number, place: Place): string[] {
  const { path, key, token } = place
  const shape = shapeAt(path)
  const known = text.length > readAtMost ? {} : readWithoutLine(text, offset)
  if (key === null && !token.startsWith('$')) {
    const written = new Set(Object.keys(objectOf(valueAt(known, path))))
    return keysOf(shape).filter((each) => path.at(-1) === 0 || !written.has(each))
  }
  const value = key ?? ''
  if (token.startsWith('$') || wantsReference(shape, value, path)) return referencesIn(text, known)
  if (namesNode(shape, value)) return Object.keys(nodesAround(known, path))
  if (shape === 'edge' && key === 'action') return actionsOf(text, offset, nodesAround(known, path))
  return [...valuesOf(shape, value)]
}

/** Parsed without the current line, which is seldom valid while it is being typed. */
function readWithoutLine(text: string, offset: number): unknown {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  try {
    return parseDocument(text.slice(0, start) + (end === -1 ? '' : text.slice(end + 1)), { uniqueKeys: false }).toJS({
      maxAliasCount: 100,
    })
  } catch {
    return {}
  }
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

function valueAt(value: unknown, path: Place['path']): unknown {
  let at = value
  for (const part of path) at = part === 0 ? null : Object.hasOwn(objectOf(at), part) ? objectOf(at)[part] : null
  return at
}

/** The nodes of the innermost graph around the position. */
function nodesAround(known: unknown, path: Place['path']): Record<string, unknown> {
  const graph = path.slice(0, path.lastIndexOf('subflow') + 1)
  return objectOf(objectOf(valueAt(known, graph))['nodes'])
}

/** For an edge: the actions with which its source node can end. */
function actionsOf(text: string, offset: number, nodes: Record<string, unknown>): string[] {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  const before = `${text
    .slice(0, offset - line.length)
    .split('\n')
    .slice(-3)
    .join('\n')}${line}`
  const from = [...before.matchAll(/\bfrom:\s*"?([^\s",}]+)/g)].at(-1)?.[1] ?? ''
  const node = objectOf(Object.hasOwn(nodes, from) ? nodes[from] : null)
  const cases = Array.isArray(node['choice_cases']) ? node['choice_cases'].map((each) => objectOf(each)['action']) : []
  const own = node['kind'] === 'approval' ? ['approved', 'rejected'] : [...cases, node['default_action']]
  return [...new Set([...own, fallbackAction, ...troubleActions])].filter((action) => typeof action === 'string')
}

/** References that the definition makes sense of, and those that it mentions. */
function referencesIn(text: string, known: unknown): string[] {
  const mentioned = [...text.matchAll(/\$(?:params|shared|state)\.[\w-]+/g)].map(([reference]) => reference)
  return [...new Set([...namedReferences(known), ...mentioned, '$params.', '$shared.', '$state.'])].sort()
}
