import type { Graph, Node } from '../../shared/flow/definition.ts'
import { endingsOf, portsOf } from '../../shared/flow/ports.ts'
import { boxWidthFor, type Port, portsBelow, type Shape, type ShapeBox } from '../graph/shape.ts'
import { marksOf } from './marks.ts'
import { type FlowWay, failurePort, waysOf } from './ways.ts'
import { words } from './words.ts'

export const boxHeight = 64
const cardHeight = 28

export const paramsCard = '#params'
export const resultCard = (id: string, action: string): string => `#result ${action} ${id}`
export const isCard = (id: string): boolean => id.startsWith('#')

/** Which parts of a flow are drawn. */
export type Shown = { opened: ReadonlySet<string>; hasParams: boolean; hasResults: boolean }

/** A drawing of a flow, and its wires by their ids. */
export type FlowShape = { shape: Shape; wires: Map<string, FlowWay> }

export const keysOf = (id: string): string[] => id.split('/')
export const insideOf = (id: string): string[] => keysOf(id).slice(0, -1)
export const idIn = (inside: readonly string[], key: string): string => [...inside, key].join('/')

/** The graph at a path of inner flows; null where there is none. */
export function graphAt(graph: Graph, inside: readonly string[]): Graph | null {
  let found: Graph | undefined = graph
  for (const key of inside) found = found?.nodes[key]?.subflow
  return found ?? null
}

export function flowShape(graph: Graph, shown: Shown, inside: readonly string[] = []): FlowShape {
  const wires = new Map<string, FlowWay>()
  const shape = shapeOf(graph, shown, inside, wires)
  return { shape, wires }
}

function shapeOf(graph: Graph, shown: Shown, inside: readonly string[], wires: Map<string, FlowWay>): Shape {
  const idOf = (key: string): string => idIn(inside, key)
  const width = boxWidthFor(Object.entries(graph.nodes).map(nameWithMarks))
  const ways = waysOf(graph, idOf)
  for (const way of ways) wires.set(way.id, way)
  const boxes = Object.keys(graph.nodes).map((key): ShapeBox => {
    const id = idOf(key)
    const subflow = shown.opened.has(id) ? graph.nodes[key]?.subflow : undefined
    const [x, y] = graph.layout?.nodes[key] ?? []
    return {
      id,
      width,
      height: boxHeight,
      ports: boxPorts(graph, key, width),
      isFirst: key === graph.start,
      at: x === undefined || y === undefined ? undefined : { x, y },
      inner: subflow && shapeOf(subflow, shown, [...inside, key], wires),
    }
  })
  return withCards(graph, shown, inside, { boxes, ways })
}

/** A sign beside the name is as wide as three characters. */
const nameWithMarks = ([key, node]: [string, Node]): string =>
  `${node.title ?? key}${'   '.repeat(marksOf(node, { problems: [], isPinned: false }).length)}`

function boxPorts(graph: Graph, key: string, width: number): Port[] {
  const ports = portsOf(graph, key)
  const main = ports.filter(({ isTrouble }) => !isTrouble).map(({ action }) => action)
  return [...portsBelow(main, width), { id: failurePort, side: 'right', at: boxHeight / 2 }]
}

/** What a run is given stands before the start, and what it gives after each end. */
function withCards(graph: Graph, { hasParams, hasResults }: Shown, inside: readonly string[], { boxes, ways }: Shape): Shape {
  const isOuter = inside.length === 0
  const first = boxes.find(({ isFirst }) => isFirst)
  const all = [...boxes]
  const lines = [...ways]
  const line = (name: string, from: string, port: string, to: string, label = '') =>
    lines.push({ id: JSON.stringify([from, to, port]), from, port, to, label, isTrouble: false, name })
  if (isOuter && hasParams && first) {
    all[all.indexOf(first)] = { ...first, isFirst: false }
    all.unshift({
      ...cardBox(paramsCard, first.width, first.at && { x: first.at.x, y: first.at.y - cardHeight - besideCard }),
      isFirst: true,
    })
    line(words.wireFromParams(first.id), paramsCard, 'out', first.id)
  }
  if (isOuter && hasResults)
    for (const box of boxes)
      for (const action of endingsOf(graph, box.id)) {
        const id = resultCard(box.id, action)
        const port = box.ports.find((each) => each.id === action)?.at ?? box.width / 2
        const { at } = box
        all.push(cardBox(id, resultWidth, at && { x: at.x + port - resultWidth / 2, y: at.y + box.height + besideCard }))
        line(words.wireToResult(box.id, action), box.id, action, id, action === 'default' ? '' : action)
      }
  return { boxes: all, ways: lines }
}

const besideCard = 44
const resultWidth = 96

const cardBox = (id: string, width: number, wish: ShapeBox['wish']): ShapeBox => ({
  id,
  width,
  height: cardHeight,
  ports: portsBelow(['out'], width),
  wish,
})

/** Every node of a graph and of what is opened in it, in the order in which they are read: after those that lead to it. */
export function readingOrder(graph: Graph, opened: ReadonlySet<string>, inside: readonly string[] = []): string[] {
  return alongWires(graph).flatMap((key) => {
    const id = idIn(inside, key)
    const subflow = opened.has(id) ? graph.nodes[key]?.subflow : undefined
    return subflow ? [id, ...readingOrder(subflow, opened, [...inside, key])] : [id]
  })
}

/** From the start, then from what no wire leads to. */
function alongWires(graph: Graph): string[] {
  const next = Map.groupBy(
    waysOf(graph, (key) => key),
    ({ from }) => from,
  )
  const seen = new Set<string>()
  return [graph.start, ...Object.keys(graph.nodes)].flatMap((key) =>
    walkFrom(key, seen, (from) => (next.get(from) ?? []).map(({ to }) => to)).filter((each) => Object.hasOwn(graph.nodes, each)),
  )
}

/** Steps are noted on the way back, so that a join comes after all of its branches. A long chain must not nest calls. */
function walkFrom(first: string, seen: Set<string>, next: (key: string) => string[]): string[] {
  const noted: string[] = []
  const open = [{ key: first, isLeft: false }]
  for (let step = open.pop(); step; step = open.pop()) {
    if (step.isLeft) noted.push(step.key)
    if (step.isLeft || seen.has(step.key)) continue
    seen.add(step.key)
    open.push({ key: step.key, isLeft: true })
    for (const key of next(step.key)) if (!seen.has(key)) open.push({ key, isLeft: false })
  }
  return noted.toReversed()
}

export const cardLabel = (id: string, params: readonly string[]): string =>
  id === paramsCard ? words.params(params) : words.result
