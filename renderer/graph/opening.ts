import type { Layout, Size } from './shape.ts'

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
export function openingViewport({ places }: Layout, { width, height }: Size, focus: string | null): Viewport {
  const outer = places.filter(({ parent }) => parent === null)
  const left = Math.min(0, ...outer.map(({ x }) => x))
  const top = Math.min(0, ...outer.map(({ y }) => y))
  const wide = Math.max(0, ...outer.map((place) => place.x + place.width)) - left
  const high = Math.max(0, ...outer.map((place) => place.y + place.height)) - top
  const room = 1 - 2 * padding
  const whole = Math.min(1, (width * room) / wide, (height * room) / high)
  if (whole >= smallestZoom) {
    return { x: (width - wide * whole) / 2 - left * whole, y: (height - high * whole) / 2 - top * whole, zoom: whole }
  }
  const box = outer.find(({ id }) => id === focus) ?? outer[0]
  if (!box) return { x: 0, y: 0, zoom: 1 }
  return { x: width / 2 - (box.x + box.width / 2) * partZoom, y: height * above - box.y * partZoom, zoom: partZoom }
}
