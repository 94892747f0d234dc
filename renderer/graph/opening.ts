import { type Layout, nodeHeight } from './layout.ts'

type Size = { width: number; height: number }
type Viewport = { x: number; y: number; zoom: number }

/** Below this, names cannot be read. */
const smallestZoom = 0.55
/** Of a drawing that is shown in part. */
const partZoom = 0.85
/** Of the height, above the box that the drawing opens at. */
const above = 0.2
/** Of the size, around a drawing that is shown as a whole. */
const padding = 0.06

/** Where a drawing opens: all of it if its names can be read then, else the part around the box in focus. */
export function openingViewport({ places, boxWidth }: Layout, { width, height }: Size, focus: string | null): Viewport {
  const right = Math.max(0, ...places.map(({ x }) => x + boxWidth))
  const bottom = Math.max(0, ...places.map(({ y }) => y + nodeHeight))
  const room = 1 - 2 * padding
  const whole = Math.min(1, (width * room) / right, (height * room) / bottom)
  if (whole >= smallestZoom) return { x: (width - right * whole) / 2, y: (height - bottom * whole) / 2, zoom: whole }
  const box = places.find(({ key }) => key === focus) ?? places[0]
  if (!box) return { x: 0, y: 0, zoom: 1 }
  return { x: width / 2 - (box.x + boxWidth / 2) * partZoom, y: height * above - box.y * partZoom, zoom: partZoom }
}
