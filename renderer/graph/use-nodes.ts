import { applyNodeChanges, type NodeChange, Position } from '@xyflow/react'
import { useCallback, useLayoutEffect, useMemo, useState } from 'react'
import type { Box, CanvasProps, SheetNode } from './canvas-props.ts'
import { sameList } from './same-parts.ts'
import type { Layout, Place, Point, Port, Shape, ShapeBox, Size } from './shape.ts'
import { words } from './words.ts'

export type AnyNode = Box | SheetNode

/** The boxes and notes of a drawing. While they are dragged, they lie where the pointer has them. */
export function useNodes(layout: Layout | null, props: CanvasProps) {
  const { shape, boxOf, chosen, sheets, edits, onChoose } = props
  const [nodes, setNodes] = useState<AnyNode[]>([])
  const made = useMemo((): Made => new Map(), [])
  useLayoutEffect(() => {
    if (!layout) return
    const boxes = boxesOf(layout, shape, boxOf, chosen, edits, made)
    const notes = (sheets ?? []).map((sheet) => noteOf(sheet, chosen, edits))
    setNodes((old) => keepSame(old, [...notes, ...boxes]))
  }, [layout, shape, boxOf, chosen, sheets, edits, made])
  const onNodesChange = useCallback(
    (changes: NodeChange<AnyNode>[]) => {
      const moves = changes.filter(({ type }) => type === 'position' || type === 'dimensions')
      if (moves.length > 0) setNodes((old) => applyNodeChanges(moves, old))
      const next = chosenAfter(chosen, changes)
      if (next) onChoose(next)
    },
    [chosen, onChoose],
  )
  return { nodes, onNodesChange }
}

function chosenAfter(chosen: readonly string[], changes: readonly NodeChange<AnyNode>[]): string[] | null {
  const selects = changes.filter((change) => change.type === 'select')
  if (selects.length === 0) return null
  const next = new Set(chosen)
  for (const { id, selected } of selects) {
    if (selected) next.add(id)
    else next.delete(id)
  }
  return next.size === chosen.length && chosen.every((id) => next.has(id)) ? null : [...next]
}

/** What did not change is the same object, so that it is not drawn again. */
const keepSame = (old: AnyNode[], next: readonly AnyNode[]): AnyNode[] =>
  sameList(old, next, (before, node) => (isSame(before, node) ? before : node)) as AnyNode[]

const isSame = (a: AnyNode, b: AnyNode): boolean =>
  a === b || (a.type === 'box' ? b.type === 'box' && isSameBox(a, b) : b.type === 'sheet' && isSameNote(a, b))

const isSameNote = (a: SheetNode, b: SheetNode): boolean =>
  a.position.x === b.position.x &&
  a.position.y === b.position.y &&
  a.width === b.width &&
  a.height === b.height &&
  a.selected === b.selected &&
  a.data.sheet.text === b.data.sheet.text &&
  a.data.edits === b.data.edits

const isSameBox = (a: Box, b: Box): boolean =>
  a.position.x === b.position.x &&
  a.position.y === b.position.y &&
  a.width === b.width &&
  a.height === b.height &&
  a.parentId === b.parentId &&
  a.selected === b.selected &&
  a.data.look === b.data.look &&
  a.data.ports === b.data.ports &&
  a.data.edits === b.data.edits &&
  a.domAttributes?.tabIndex === b.domAttributes?.tabIndex

/** Nodes, and what they were made of. */
type Made = Map<string, { of: readonly unknown[]; node: Box }>

function boxesOf(
  { places }: Layout,
  shape: Shape,
  boxOf: CanvasProps['boxOf'],
  chosen: readonly string[],
  edits: CanvasProps['edits'],
  made: Made,
): Box[] {
  const shapes = boxesIn(shape)
  const isNode = (id: string): boolean => boxOf(id)?.isCard !== true && shapes.has(id)
  const stop = chosen.find(isNode) ?? entryOf(shape, isNode)
  const all = new Set(chosen)
  return places.flatMap((place) => {
    const { id } = place
    const [box, look] = [shapes.get(id), boxOf(id)]
    if (!box || !look) return []
    const [isChosen, isStop] = [all.has(id), id === stop]
    const of = [place, box, look, isChosen, isStop, edits]
    const known = made.get(id)
    if (known && of.every((part, index) => part === known.of[index])) return known.node
    const node = nodeOf(place, box, look, { isChosen, isStop, edits })
    made.set(id, { of, node })
    return node
  })
}

/** Where Tab enters a drawing of which nothing is chosen: at its start, which a card may stand before. */
function entryOf({ boxes, ways }: Shape, isNode: (id: string) => boolean): string | undefined {
  const first = boxes.find(({ isFirst }) => isFirst)
  if (first && isNode(first.id)) return first.id
  return ways.find(({ from }) => from === first?.id)?.to ?? boxes.find(({ id }) => isNode(id))?.id
}

export function boxesIn({ boxes }: Shape): Map<string, ShapeBox> {
  const all = new Map(boxes.map((box) => [box.id, box]))
  for (const { inner } of boxes) if (inner) for (const [id, box] of boxesIn(inner)) all.set(id, box)
  return all
}

function nodeOf(
  place: Place,
  box: ShapeBox,
  look: NonNullable<ReturnType<CanvasProps['boxOf']>>,
  { isChosen, isStop, edits }: { isChosen: boolean; isStop: boolean; edits: CanvasProps['edits'] },
): Box {
  const { id, x, y, width, height, parent } = place
  const isGroup = box.inner !== undefined
  const scale = isGroup ? width / box.width : 1
  const ports =
    scale === 1 ? box.ports : box.ports.map((port) => (port.side === 'bottom' ? { ...port, at: port.at * scale } : port))
  return {
    id,
    type: 'box',
    position: { x, y },
    ...sized({ width, height }),
    ...(parent === null ? {} : { parentId: parent }),
    handles: handlesOf(ports, place),
    data: { look, ports, isGroup, place, edits },
    selected: isChosen,
    selectable: look.isCard !== true,
    draggable: edits?.onMove !== undefined && look.isCard !== true,
    ...(look.isCard ? { focusable: false, ariaRole: 'img' as const } : {}),
    ...(edits && !look.isCard ? { domAttributes: { tabIndex: isStop ? 0 : -1 } } : {}),
    ariaLabel: look.label,
  }
}

const handlesOf = (ports: readonly Port[], { width, height }: Place): NonNullable<Box['handles']> => [
  { id: 'in', type: 'target', position: Position.Top, x: 0, y: 0, width, height },
  ...ports.map(({ id, side, at }) => ({
    id,
    type: 'source' as const,
    position: side === 'bottom' ? Position.Bottom : Position.Right,
    ...handlePoint(side, at, width, height),
    width: handleSize,
    height: handleSize,
  })),
]

/** A node without a measured size keeps the view from being fitted until the browser has measured it. */
const sized = ({ width, height }: Size) => ({ width, height, measured: { width, height } })

const handleSize = 12
/** A handle lies within its box: its outer edge is where the wire starts. */
const handlePoint = (side: Port['side'], at: number, width: number, height: number): Point =>
  side === 'bottom' ? { x: at - handleSize / 2, y: height - handleSize } : { x: width - handleSize, y: at - handleSize / 2 }

const noteOf = (
  sheet: NonNullable<CanvasProps['sheets']>[number],
  chosen: readonly string[],
  edits: CanvasProps['edits'],
): SheetNode => ({
  id: sheet.id,
  type: 'sheet',
  position: sheet.at,
  ...sized(sheet.size),
  zIndex: -1,
  selected: chosen.includes(sheet.id),
  draggable: edits?.onSheet !== undefined,
  data: { sheet, edits },
  ariaLabel: words.note(sheet.text),
})
