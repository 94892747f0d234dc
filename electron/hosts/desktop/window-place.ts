import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { type BrowserWindow, type Rectangle, screen } from 'electron'
import * as z from 'zod'

const Place = z.object({ x: z.int(), y: z.int(), width: z.int().min(640), height: z.int().min(480), maximized: z.boolean() })
type Place = z.infer<typeof Place>

const saveMs = 500

/** The last place of the window; null if it is unknown, or no longer on any screen. */
export function readPlace(path: string): Place | null {
  try {
    const place = Place.parse(JSON.parse(readFileSync(path, 'utf8')))
    return screen.getAllDisplays().some(({ workArea }) => overlaps(workArea, place)) ? place : null
  } catch {
    return null
  }
}

/** Enough of the window must be visible to drag it. */
function overlaps(area: Rectangle, place: Rectangle): boolean {
  const width = Math.min(area.x + area.width, place.x + place.width) - Math.max(area.x, place.x)
  const height = Math.min(area.y + area.height, place.y + place.height) - Math.max(area.y, place.y)
  return width >= 100 && height >= 50
}

/** Remembers the place of the window, a moment after it stopped moving and when it closes. */
export function keepPlace(window: BrowserWindow, path: string): void {
  let timer: NodeJS.Timeout | null = null
  const save = () => {
    if (timer) clearTimeout(timer)
    timer = null
    const place: Place = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    try {
      writeFileSync(`${path}.new`, JSON.stringify(place), { mode: 0o600 })
      renameSync(`${path}.new`, path)
    } catch {
      // The place of a window is not worth an error about a full disk.
    }
  }
  const later = () => {
    timer ??= setTimeout(save, saveMs)
  }
  for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const) window.on(event as 'resize', later)
  window.on('close', save)
}
