/** Between a box and the edge of the drawing. */
const margin = 16

/** How far something is moved so that all of it is in view, or its start where it is larger than the view. */
export function shiftIntoView(start: number, size: number, room: number): number {
  const beyond = start + size + margin - room
  const moved = beyond > 0 ? start - beyond : start
  return Math.round(Math.max(margin, moved) - start)
}
