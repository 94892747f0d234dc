import type { Edge, Node } from '@xyflow/react'
import type { ReactNode } from 'react'
import type { DrawnWay, Place, Point, Port, Shape, Size } from './shape.ts'

/** What a box shows, and what it is called for those who do not see it. */
export type BoxLook = {
  content: ReactNode
  label: string
  title?: string | undefined
  border: string
  /** A card says something about the flow: it is not chosen, moved or connected. */
  isCard?: boolean
  /** What stands beside a port, by its id. */
  portNames?: Readonly<Record<string, string>>
}

/** How a way stands out: one that a run took, one beside those, or one that differs from another version. */
export type WayLook = 'taken' | 'dimmed' | WayChange
export type WayChange = 'added' | 'removed' | 'changed'

/** A sheet of paper that a person left on the drawing. */
export type Sheet = { id: string; at: Point; size: Size; text: string }

/** Where a wire starts. */
export type Start = { id: string; port: string }
/** A place in the drawing, and the same place in the window. */
export type Spot = { at: Point; window: Point }

/** What a person can do with a drawing; without it, only choose. */
export type CanvasEdits = {
  /** Boxes were moved: where they lie in their graph now. Those that nobody has placed yet are among them. */
  onMove?(places: ReadonlyMap<string, Point>): void
  /** Why a wire cannot be made; null where it can. */
  whyNot(from: Start, to: string): string | null
  onConnect(from: Start, to: string, spot: Spot): void
  /** A wire was dropped on empty space. */
  onDropWire(from: Start, spot: Spot): void
  onRewire(way: string, from: Start, to: string): void
  /** Something was dragged from the rail to an empty place, or onto a way. */
  onDropNew?(what: string, spot: Spot, way: string | null): void
  /** A port was clicked. */
  onAddAfter(from: Start, spot: Spot): void
  onAddOn(way: string, spot: Spot): void
  onSheet?(id: string, change: Partial<Omit<Sheet, 'id'>>): void
}

export type CanvasProps = {
  shape: Shape
  boxOf(id: string): BoxLook | null
  lookOfWay?: ((id: string) => WayLook | undefined) | undefined
  /** The box that a drawing opens at if it is too large to be shown as a whole. */
  focus: string | null
  chosen: readonly string[]
  onChoose(ids: string[]): void
  chosenWay?: string | null
  onChooseWay?(id: string | null): void
  /** A box was double-clicked. */
  onOpen?(id: string): void
  sheets?: readonly Sheet[]
  edits?: CanvasEdits | undefined
  hasMap?: boolean
  children?: ReactNode
}

export type BoxData = { look: BoxLook; ports: readonly Port[]; isGroup: boolean; place: Place; edits: CanvasEdits | undefined }
export type Box = Node<BoxData, 'box'>
export type SheetNode = Node<{ sheet: Sheet; edits: CanvasEdits | undefined }, 'sheet'>
export type Line = Edge<{ way: DrawnWay; look: WayLook | null; edits: CanvasEdits | undefined }, 'line'>

/** What the rail puts into the data of a drag. */
export const dragType = 'application/x-localflow-node'
