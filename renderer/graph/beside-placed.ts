import type { DrawnWay, Place, Point, ShapeBox, Way } from './shape.ts'

type Placed = Omit<Place, 'parent' | 'inset'>
type Found = ReadonlyMap<string, Point>

/** Between boxes that do not touch. */
const gap = 16
/** Below a box, where nothing else says how far. */
const below = 44

/**
 * Places boxes around those that a person placed, which stay: each as far from a neighbor that has its place as `found`, the
 * layout of all of them, has it, and further to the right as long as something is in the way.
 */
export function besidePlaced(boxes: readonly ShapeBox[], ways: readonly (Way | DrawnWay)[], found: Found | null) {
  const done = new Map<string, Placed>()
  for (const { id, at, width, height } of boxes) if (at) done.set(id, { id, width, height, ...at })
  const neighbors = neighborsOf(ways)
  const open = boxes.filter(({ id }) => !done.has(id)).toSorted((a, b) => depthOf(found, a) - depthOf(found, b))
  while (open.length > 0) {
    // One that has a neighbor with a place; else the uppermost.
    const index = Math.max(
      0,
      open.findIndex(({ id }) => neighbors.get(id)?.some((other) => done.has(other))),
    )
    const [box] = open.splice(index, 1)
    if (!box) break
    const anchor = neighbors.get(box.id)?.find((other) => done.has(other))
    done.set(box.id, freePlace({ id: box.id, width: box.width, height: box.height, ...wishOf(box, anchor, done, found) }, done))
  }
  return {
    places: boxes.flatMap(({ id }) => done.get(id) ?? []),
    ways: ways.map((way): DrawnWay => movedWay(way, done, found)),
  }
}

const depthOf = (found: Found | null, { id }: ShapeBox): number => found?.get(id)?.y ?? 0

/** Those before a box come first: what is new belongs below them. */
function neighborsOf(ways: readonly Way[]): Map<string, string[]> {
  const neighbors = new Map<string, string[]>()
  const add = (of: string, other: string) => neighbors.set(of, [...(neighbors.get(of) ?? []), other])
  for (const { from, to } of ways) add(to, from)
  for (const { from, to } of ways) add(from, to)
  return neighbors
}

function wishOf(box: ShapeBox, anchor: string | undefined, done: ReadonlyMap<string, Placed>, found: Found | null): Point {
  if (box.wish) return box.wish
  const [own, theirs] = [found?.get(box.id) ?? { x: 0, y: 0 }, anchor === undefined ? undefined : found?.get(anchor)]
  const place = anchor === undefined ? undefined : done.get(anchor)
  if (!place || !theirs) return own
  const y = own.y > theirs.y ? Math.max(place.y + own.y - theirs.y, place.y + place.height + below) : place.y + own.y - theirs.y
  return { x: place.x + own.x - theirs.x, y }
}

function freePlace(wish: Placed, done: ReadonlyMap<string, Placed>): Placed {
  let place = wish
  const others = [...done.values()]
  for (let inWay = others.find((other) => touch(place, other)); inWay; ) {
    place = { ...place, x: inWay.x + inWay.width + gap }
    const now = place
    inWay = others.find((other) => touch(now, other))
  }
  return place
}

const touch = (a: Placed, b: Placed): boolean =>
  a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap

/** A way keeps its points where both of its ends moved alike. */
function movedWay(way: Way | DrawnWay, done: ReadonlyMap<string, Placed>, found: Found | null): DrawnWay {
  const plain = { ...way, points: [], labelAt: null }
  const [from, to] = [shiftOf(way.from, done, found), shiftOf(way.to, done, found)]
  if (!('points' in way) || !from || !to || !isNear(from, to)) return plain
  const move = ({ x, y }: Point): Point => ({ x: x + from.x, y: y + from.y })
  return { ...way, points: way.points.map(move), labelAt: way.labelAt && move(way.labelAt) }
}

/** Places are kept in whole pixels. */
const isNear = (a: Point, b: Point): boolean => Math.abs(a.x - b.x) <= 1 && Math.abs(a.y - b.y) <= 1

function shiftOf(id: string, done: ReadonlyMap<string, Placed>, found: Found | null): Point | null {
  const [now, before] = [done.get(id), found?.get(id)]
  return now && before ? { x: now.x - before.x, y: now.y - before.y } : null
}
