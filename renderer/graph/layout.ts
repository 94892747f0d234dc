import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js'

type Place = { key: string; x: number; y: number }
type Point = { x: number; y: number }
export type Way = { id: string; from: string; to: string; label: string; isTrouble: boolean }
/** A way with the points it goes through, and where its label stands. */
export type DrawnWay = Way & { points: Point[]; labelAt: Point | null }
export type Layout = { places: Place[]; ways: DrawnWay[]; boxWidth: number }
/** What is to be drawn: boxes by their keys, of which one may be the first, and ways between them. All boxes are of one width. */
export type Shape = { keys: string[]; first: string | null; ways: Way[]; boxWidth: number }

const [narrowest, widest] = [168, 280]
export const nodeHeight = 52
const labelHeight = 16
/** In pixels: one character of a name, and the icon with its padding. */
const [characterWidth, besideName] = [7, 56]

/** Wide enough for the longest name, within limits. */
export const boxWidthFor = (names: string[]): number => {
  const longest = Math.max(0, ...names.map((name) => name.length))
  return Math.min(widest, Math.max(narrowest, longest * characterWidth + besideName))
}

/** Where each box lies, so that the way through reads from top to bottom. */
export async function layOut(elk: Pick<ELK, 'layout'>, { keys, first, ways, boxWidth }: Shape): Promise<Layout> {
  const numbers = new Map(keys.map((key, index) => [key, index]))
  const root: ElkNode = {
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
    children: keys.map((key, index) => ({
      id: `n${index}`,
      width: boxWidth,
      height: nodeHeight,
      ...(key === first ? { layoutOptions: { 'elk.layered.layering.layerConstraint': 'FIRST' } } : {}),
    })),
    edges: ways.map(({ id, from, to, label }) => ({
      id,
      sources: [`n${numbers.get(from)}`],
      targets: [`n${numbers.get(to)}`],
      ...(label === '' ? {} : { labels: [{ text: label, width: label.length * 6.2 + 8, height: labelHeight }] }),
    })),
  }
  const { children = [], edges = [] } = await elk.layout(root)
  const places = children.map(({ id, x = 0, y = 0 }) => ({ key: keys[Number(id.slice(1))] ?? '', x, y }))
  const drawn = new Map(edges.map((edge) => [edge.id, edge]))
  return {
    places,
    boxWidth,
    ways: ways.map((way) => {
      const edge = drawn.get(way.id)
      const section = edge?.sections?.[0]
      const label = edge?.labels?.[0]
      return {
        ...way,
        points: section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [],
        labelAt: label ? { x: (label.x ?? 0) + (label.width ?? 0) / 2, y: (label.y ?? 0) + labelHeight / 2 } : null,
      }
    }),
  }
}
