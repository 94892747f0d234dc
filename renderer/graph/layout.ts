import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js'
import { besidePlaced } from './beside-placed.ts'
import {
  type DrawnWay,
  groupHeading,
  groupMargin,
  type Layout,
  type Place,
  type Point,
  portPoint,
  type Shape,
  type ShapeBox,
} from './shape.ts'

type Engine = Pick<ELK, 'layout'>

/** Of a larger graph in which all boxes are placed, only the boxes are drawn where they are: routes would take a second. */
const mostRouted = 150

const labelHeight = 16
const labelWidth = (label: string): number => label.length * 6.2 + 8

/**
 * Where each box lies, so that the way through reads from top to bottom. What a person placed stays where it is; the others
 * are placed beside it.
 */
export async function layOut(elk: Engine, shape: Shape): Promise<Layout> {
  const inner = new Map<string, Layout>()
  for (const box of shape.boxes) if (box.inner) inner.set(box.id, await layOut(elk, box.inner))
  const boxes = shape.boxes.map((box) => sized(box, inner.get(box.id)))
  const own = await layOutLevel(elk, boxes, shape.ways)
  const places = own.places.map((place): Place => ({ ...place, parent: null, inset: { x: 0, y: 0 } }))
  for (const [id, layout] of inner) {
    places.push(...within(id, layout))
    own.ways.push(...layout.ways)
  }
  return { places, ways: own.ways, ...extentOf(own.places) }
}

/** Below the heading of the box. Only what lies directly within is shifted: the rest lies within that. */
function within(id: string, { places }: Layout): Place[] {
  const own = places.filter(({ parent }) => parent === null)
  const inset = {
    x: groupMargin - Math.min(0, ...own.map(({ x }) => x)),
    y: groupHeading - Math.min(0, ...own.map(({ y }) => y)),
  }
  return places.map((place) =>
    place.parent === null ? { ...place, x: place.x + inset.x, y: place.y + inset.y, parent: id, inset } : place,
  )
}

function sized(box: ShapeBox, content: Layout | undefined): ShapeBox {
  if (!content) return box
  const width = Math.max(box.width, content.width + 2 * groupMargin)
  const height = content.height + groupHeading + groupMargin
  const ports = box.ports.map((port) => ({ ...port, at: port.side === 'bottom' ? (port.at * width) / box.width : port.at }))
  return { ...box, width, height, ports }
}

/** From the origin, or from what lies above or to the left of it. */
function extentOf(places: readonly Placed[]) {
  const right = Math.max(0, ...places.map(({ x, width }) => x + width))
  const bottom = Math.max(0, ...places.map(({ y, height }) => y + height))
  return { width: right - Math.min(0, ...places.map(({ x }) => x)), height: bottom - Math.min(0, ...places.map(({ y }) => y)) }
}

type Placed = Omit<Place, 'parent' | 'inset'>
type Level = { places: Placed[]; ways: DrawnWay[] }

async function layOutLevel(elk: Engine, boxes: ShapeBox[], ways: Shape['ways']): Promise<Level> {
  if (boxes.length > mostRouted && boxes.every(({ at, wish }) => at ?? wish)) return besidePlaced(boxes, ways, null)
  const drawn = await elk.layout(rootOf(boxes, ways))
  const found = new Map((drawn.children ?? []).map(({ id, x = 0, y = 0 }) => [boxes[Number(id.slice(1))]?.id ?? '', { x, y }]))
  const routes = new Map((drawn.edges ?? []).map((edge) => [edge.id, routeOf(edge)]))
  const routed = ways.map((way): DrawnWay => ({ ...way, ...(routes.get(way.id) ?? { points: [], labelAt: null }) }))
  if (boxes.some(({ at }) => at)) return besidePlaced(boxes, routed, found)
  return {
    places: boxes.map(({ id, width, height }) => ({ id, width, height, ...(found.get(id) ?? { x: 0, y: 0 }) })),
    ways: routed,
  }
}

function rootOf(boxes: readonly ShapeBox[], ways: Shape['ways']): ElkNode {
  const numbers = new Map(boxes.map(({ id }, index) => [id, index]))
  return {
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'DOWN',
      'elk.layered.spacing.nodeNodeBetweenLayers': '44',
      'elk.spacing.nodeNode': '28',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.spacing.edgeLabel': '0',
      'elk.edgeLabels.inline': 'true',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
    },
    children: boxes.map((box, index) => nodeOf(box, `n${index}`)),
    edges: ways.map(({ id, from, port, to, label }) => ({
      id,
      sources: [`n${numbers.get(from)} ${port}`],
      targets: [`n${numbers.get(to)} in`],
      ...(label === '' ? {} : { labels: [{ text: label, width: labelWidth(label), height: labelHeight }] }),
    })),
  }
}

function nodeOf(box: ShapeBox, id: string): ElkNode {
  const { width, height, ports, isFirst } = box
  return {
    id,
    width,
    height,
    ports: [
      { id: `${id} in`, x: width / 2, y: 0, layoutOptions: { 'elk.port.side': 'NORTH' } },
      ...ports.map((port) => ({
        id: `${id} ${port.id}`,
        ...portPoint(port, box),
        layoutOptions: { 'elk.port.side': port.side === 'bottom' ? 'SOUTH' : 'EAST' },
      })),
    ],
    layoutOptions: {
      'elk.portConstraints': 'FIXED_POS',
      ...(isFirst ? { 'elk.layered.layering.layerConstraint': 'FIRST' } : {}),
    },
  }
}

function routeOf({ sections, labels }: ElkExtendedEdge): { points: Point[]; labelAt: Point | null } {
  const [section] = sections ?? []
  const [label] = labels ?? []
  return {
    points: section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [],
    labelAt: label ? { x: (label.x ?? 0) + (label.width ?? 0) / 2, y: (label.y ?? 0) + labelHeight / 2 } : null,
  }
}
