import * as z from 'zod'
import { type Problem, warning } from '../problem.ts'

/** Where a node or a note is drawn, in pixels from the top left. */
export type Position = [x: number, y: number]
export type StickyNote = { at: Position; size: Position; text: string }
/** How a graph is drawn. It never changes what the graph does. */
export type Layout = { nodes: Record<string, Position>; notes: StickyNote[] }

export const noteSize: Position = [200, 120]

const farthest = 1_000_000
const mostNotes = 1_000
const coordinate = z.number().min(-farthest).max(farthest)
const Position = z.tuple([coordinate, coordinate])
const Note = z.object({ at: Position, size: Position.catch(noteSize), text: z.string().max(100_000) })

type Path = (string | number)[]

/** What can be drawn of a layout. A flow never fails for the rest of it, which the problems name. */
export const Layout = z.unknown().transform((value): Layout => read(value, [], new Set()).layout)

/** The parts of a layout that are ignored. `keys`: the nodes of its graph. */
export const problemsOfLayout = (value: unknown, path: Path, keys: ReadonlySet<string>): Problem[] =>
  read(value, path, keys).problems

function read(value: unknown, path: Path, keys: ReadonlySet<string>): { layout: Layout; problems: Problem[] } {
  const layout: Layout = { nodes: Object.create(null) as Layout['nodes'], notes: [] }
  if (value === undefined || value === null) return { layout, problems: [] }
  if (!isRecord(value)) return { layout, problems: [ignored(path, 'a layout has "nodes" and "notes"')] }
  const problems = Object.keys(value)
    .filter((field) => field !== 'nodes' && field !== 'notes')
    .map((field) => ignored([...path, field], 'a layout has "nodes" and "notes"'))
  for (const [key, place] of Object.entries(isRecord(value['nodes']) ? value['nodes'] : {})) {
    if (isPosition(place)) layout.nodes[key] = place
    else problems.push(ignored([...path, 'nodes', key], 'a position is a list of two numbers: [x, y]'))
    if (!keys.has(key)) problems.push(ignored([...path, 'nodes', key], `there is no node "${key}"`))
  }
  const notes = Array.isArray(value['notes']) ? value['notes'] : []
  for (const [index, each] of notes.slice(0, mostNotes).entries()) {
    const note = Note.safeParse(each)
    if (note.success) layout.notes.push(note.data)
    else problems.push(ignored([...path, 'notes', index], 'a note has "at" and "size", each a list of two numbers, and a "text"'))
  }
  if (notes.length > mostNotes)
    problems.push(ignored([...path, 'notes'], `only the first ${mostNotes.toLocaleString('en-US')} notes are drawn`))
  return { layout: { ...layout, nodes: { ...layout.nodes } }, problems }
}

const ignored = (path: Path, why: string): Problem => warning(path, `is ignored: ${why}`)

/** Like `Position`, which a drawing of hundreds of nodes has no time for. */
const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number' && Math.abs(part) <= farthest)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A definition without its layouts: what a run does follows from the rest. */
export function withoutLayout<G extends { nodes: Record<string, unknown>; layout?: unknown }>(graph: G): Omit<G, 'layout'> {
  const { layout: _, ...rest } = graph
  const entries = Object.entries(graph.nodes)
  if (!entries.some(([, node]) => isRecord(node) && isRecord(node['subflow']))) return rest
  const inner = entries.map(([key, node]): [string, unknown] => {
    const subflow = isRecord(node) ? node['subflow'] : undefined
    const isGraph = isRecord(node) && isRecord(subflow) && isRecord(subflow['nodes'])
    return [key, isGraph ? { ...node, subflow: withoutLayout(subflow as { nodes: Record<string, unknown> }) } : node]
  })
  return { ...rest, nodes: Object.fromEntries(inner) }
}

type Drawn = { nodes: Record<string, { subflow?: Drawn | undefined }>; layout?: Layout | undefined }

/** The layouts of a graph and of the graphs within it. */
export const layoutsOf = ({ layout, nodes }: Drawn): unknown => [
  layout ?? null,
  Object.entries(nodes).flatMap(([key, { subflow }]) => (subflow ? [[key, layoutsOf(subflow)]] : [])),
]

/** A graph with the layouts of another text of it. */
export function laidOutAs<G extends Drawn>(graph: G, drawn: Drawn): G {
  const nodes = Object.entries(graph.nodes).map(([key, node]): [string, Drawn['nodes'][string]] => {
    const inner = Object.hasOwn(drawn.nodes, key) ? drawn.nodes[key]?.subflow : undefined
    return [key, node.subflow && inner ? { ...node, subflow: laidOutAs(node.subflow, inner) } : node]
  })
  return { ...graph, nodes: Object.fromEntries(nodes), ...(drawn.layout ? { layout: drawn.layout } : {}) }
}
