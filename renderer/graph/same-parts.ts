import type { DrawnWay, Layout, Place, Point, Port, Shape, ShapeBox, Way } from './shape.ts'

/*
 * What did not change stays the same object, so that it is not laid out or drawn again: of hundreds of boxes, a change is
 * about one.
 */

export function sameShape(old: Shape | null, next: Shape): Shape {
  if (!old) return next
  const boxes = sameList(old.boxes, next.boxes, sameBox)
  const ways = sameList(old.ways, next.ways, sameBy(isSameWay))
  return boxes === old.boxes && ways === old.ways ? old : { boxes, ways }
}

export function sameLayout(old: Layout | null, next: Layout): Layout {
  if (!old) return next
  const places = sameList(old.places, next.places, sameBy(isSamePlace)) as Place[]
  const ways = sameList(old.ways, next.ways, sameBy(isSameDrawnWay)) as DrawnWay[]
  const isSame = places === old.places && ways === old.ways && old.width === next.width && old.height === next.height
  return isSame ? old : { ...next, places, ways }
}

/** The old list where all is the same in it. `same`: the old part if the new one says the same. */
export function sameList<T extends { id: string }>(
  old: readonly T[],
  next: readonly T[],
  same: (before: T, part: T) => T,
): readonly T[] {
  const byId = new Map(old.map((part) => [part.id, part]))
  const parts = next.map((part) => {
    const before = byId.get(part.id)
    return before ? same(before, part) : part
  })
  return parts.length === old.length && parts.every((part, index) => part === old[index]) ? old : parts
}

const sameBy =
  <T>(isSame: (a: T, b: T) => boolean) =>
  (before: T, part: T): T =>
    isSame(before, part) ? before : part

function sameBox(old: ShapeBox, box: ShapeBox): ShapeBox {
  const ports = isSameList(old.ports, box.ports, isSamePort) ? old.ports : box.ports
  const inner = box.inner && sameShape(old.inner ?? null, box.inner)
  const isSame =
    ports === old.ports &&
    inner === old.inner &&
    old.width === box.width &&
    old.height === box.height &&
    old.isFirst === box.isFirst &&
    isSamePoint(old.at, box.at) &&
    isSamePoint(old.wish, box.wish)
  return isSame ? old : { ...box, ports, inner }
}

const isSameList = <T>(a: readonly T[], b: readonly T[], isSame: (a: T, b: T) => boolean): boolean =>
  a.length === b.length && a.every((part, index) => isSame(part, b[index] as T))

const isSamePort = (a: Port, b: Port): boolean => a.id === b.id && a.side === b.side && a.at === b.at

const isSamePoint = (a: Point | null | undefined, b: Point | null | undefined): boolean =>
  a === b || (a != null && b != null && a.x === b.x && a.y === b.y)

const isSameWay = (a: Way, b: Way): boolean =>
  a.id === b.id && a.from === b.from && a.port === b.port && a.to === b.to && a.label === b.label && a.isTrouble === b.isTrouble

const isSameDrawnWay = (a: DrawnWay, b: DrawnWay): boolean =>
  isSameWay(a, b) && isSamePoint(a.labelAt, b.labelAt) && isSameList(a.points, b.points, isSamePoint)

const isSamePlace = (a: Place, b: Place): boolean =>
  a.id === b.id &&
  isSamePoint(a, b) &&
  a.width === b.width &&
  a.height === b.height &&
  a.parent === b.parent &&
  isSamePoint(a.inset, b.inset)
