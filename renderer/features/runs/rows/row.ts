import type { LucideIcon } from 'lucide-react'
import { coarse, duration } from '../../../ui/time.tsx'
import type { Place } from '../place.ts'

export type SegmentKind = 'waiting' | 'running' | 'succeeded' | 'failed' | 'cancelled'

/** A stretch of time of a row: a wait, or an attempt. `to` is null as long as it lasts. */
export type Segment = { kind: SegmentKind; from: number; to: number | null }

/** A step of a run, an item or attempt of one, or an attempt of a job: what the list beside the log and the timeline show. */
export type RunRow = {
  key: string
  /** The key of the step that it is an item or attempt of. */
  parent: string | null
  name: string
  look: { icon: LucideIcon; ink: string; word: string }
  from: number | null
  to: number | null
  segments: Segment[]
  /** Its log; null: it has none. */
  place: Place | null
  /** In place of a duration, such as where it was taken from. */
  note: string | null
}

/** How long it took, or has taken by now, or the note in place of that. */
export function tookText({ from, to, note }: Pick<RunRow, 'from' | 'to' | 'note'>, now: number): string {
  if (note !== null || from === null) return note ?? ''
  return to === null ? coarse(now - from) : duration(to - from)
}

/** The steps, and the items and attempts of the one that is open. */
export const openRows = (rows: readonly RunRow[], open: string | null): RunRow[] =>
  rows.filter(({ parent }) => parent === null || parent === open)
