export type Point = { x: number; y: number }
export type Size = { width: number; height: number }
/** Where wires leave a box, in pixels along the side from its left or upper end. */
export type Port = { id: string; side: 'bottom' | 'right'; at: number }

/** A box to be drawn. `at`: a person put it there; `wish`: there, or to the right of what lies there. `inner`: it is opened, and shows these inside. */
export type ShapeBox = Size & {
  id: string
  ports: readonly Port[]
  at?: Point | undefined
  wish?: Point | undefined
  isFirst?: boolean
  inner?: Shape | undefined
}
/** A way between two boxes, from a port of the first. */
export type Way = {
  id: string
  from: string
  port: string
  to: string
  label: string
  isTrouble: boolean
  /** What it is called for those who do not see it, where the ids of its ends are no names. */
  name?: string
}
export type Shape = { boxes: readonly ShapeBox[]; ways: readonly Way[] }

/** Where a box lies; within its parent if it has one. `inset`: how far the graph that it belongs to begins from there. */
export type Place = Size & Point & { id: string; parent: string | null; inset: Point }
/** A way with the points it goes through, and where its label stands. Without points, nothing is known of what lies between. */
export type DrawnWay = Way & { points: Point[]; labelAt: Point | null }
export type Layout = Size & { places: Place[]; ways: DrawnWay[] }

/** The only port of a box whose ways need not be told apart. */
export const plainPort = 'out'

/** A box that is opened has a heading of this height, and a margin around what it shows. */
export const groupHeading = 40
export const groupMargin = 16

const [narrowest, widest] = [168, 280]
/** In pixels: one character of a name, and the icon with its padding. */
const [characterWidth, besideName] = [7, 56]

/** So that not all boxes move at each letter of a name. */
const widthStep = 56

/** Wide enough for the longest name, in steps and within limits. */
export const boxWidthFor = (names: string[]): number => {
  const longest = Math.max(0, ...names.map((name) => name.length))
  const needed = Math.ceil((longest * characterWidth + besideName) / widthStep) * widthStep
  return Math.min(widest, Math.max(narrowest, needed))
}

/** Ports along the lower side, evenly. */
export const portsBelow = (ids: readonly string[], width: number): Port[] =>
  ids.map((id, index) => ({ id, side: 'bottom', at: Math.round((width * (index + 1)) / (ids.length + 1)) }))

export const portPoint = ({ side, at }: Port, { width, height }: Size): Point =>
  side === 'bottom' ? { x: at, y: height } : { x: width, y: at }

const plainHeight = 52

/** Boxes of one size with one port each. */
export function plainBoxes(ids: readonly string[], names: string[]): ShapeBox[] {
  const width = boxWidthFor(names)
  return ids.map((id) => ({ id, width, height: plainHeight, ports: portsBelow([plainPort], width) }))
}
