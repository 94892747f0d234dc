import type * as z from 'zod'
import type { Json } from '../../model/json.ts'
import type { Problem } from '../../problem.ts'
import { Definition, Edge, Node } from '../definition.ts'
import { word } from '../node-parts.ts'
import { unfit } from '../read.ts'
import { isFields, type Value } from './value.ts'

/**
 * Parts of the text that is being edited, as they were read. Data that did not change is the same object, so only the nodes
 * and edges that changed are read again, and the others stay the same objects, too.
 */
const jsons = new WeakMap<object, Json>()
const nodes = new WeakMap<object, Node>()
const edges = new WeakMap<object, Edge>()
const fit = new WeakSet<object>()

/** Like `toJson`: the same data gives the same object, so it must not be changed. */
export function sharedJson(value: Value): Json {
  if (typeof value !== 'object' || value === null) return value
  const known = jsons.get(value)
  if (known !== undefined) return known
  const made = isFields(value)
    ? Object.fromEntries([...value].map(([key, part]) => [key, sharedJson(part)]))
    : value.map(sharedJson)
  jsons.set(value, made)
  return made
}

type Parsed = ReturnType<typeof Definition.safeParse>
type Fields = Record<string, unknown>

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Like `Definition.safeParse`. Where anything is wrong, all is parsed, so that all is reported. */
export function parseKnown(value: object): Parsed {
  const { nodes: ownNodes, edges: ownEdges = [], ...rest } = value as Fields
  if (!isObject(ownNodes) || !Array.isArray(ownEdges) || ownEdges.length > mostEdges) return Definition.safeParse(value)
  const head = Definition.safeParse({ ...rest, nodes: {}, edges: [] })
  const parsedNodes = Object.entries(ownNodes).map(([key, node]) => [key, nodeOf(key, node)] as const)
  const parsedEdges = ownEdges.map((edge) => parsedOnce(edges, Edge, edge))
  if (!head.success || parsedNodes.some(([, node]) => !node) || parsedEdges.includes(null)) return Definition.safeParse(value)
  const data = { ...head.data, nodes: Object.fromEntries(parsedNodes), edges: parsedEdges } as Definition
  return { success: true, data }
}

/** More are refused. */
const mostEdges = 20_000

const nodeOf = (key: string, node: unknown): Node | null => (word.safeParse(key).success ? parsedOnce(nodes, Node, node) : null)

function parsedOnce<T>(known: WeakMap<object, T>, schema: z.ZodType<T>, part: unknown): T | null {
  if (!isObject(part)) return null
  const before = known.get(part)
  if (before !== undefined) return before
  const parsed = schema.safeParse(part)
  if (!parsed.success) return null
  known.set(part, parsed.data)
  return parsed.data
}

/** Like `unfit`. */
export function unfitOfKnown(value: object): Problem | null {
  const { nodes: own, ...rest } = value as Fields
  if (!isObject(own) || Object.hasOwn(own, '__proto__')) return unfit(value)
  const isFit = (key: string, node: unknown): boolean => {
    if (typeof node !== 'object' || node === null || fit.has(node)) return true
    if (unfit({ nodes: { [key]: node } })) return false
    fit.add(node)
    return true
  }
  return unfit(rest) || !Object.entries(own).every(([key, node]) => isFit(key, node)) ? unfit(value) : null
}
