import type { RunRow } from '../rows/row.ts'

/** A stretch of the run. `width`: its part of the whole, of which a folded one takes little. */
export type Stretch = { from: number; to: number; start: number; width: number; isFolded: boolean }

/** Where moments lie between the start of a run and its end, from 0 to 1. */
export type Scale = { from: number; to: number; stretches: Stretch[] }

/** A gap in which nothing runs is folded if it takes more than this part of the run; then it takes this much of the width. */
const longGap = 0.1
const foldedWidth = 0.03

type Span = { from: number; to: number }

/** `now`: the end of what still runs. */
export function scaleOf(rows: readonly RunRow[], run: Span, now: number): Scale {
  const [from, to] = [run.from, Math.max(run.from + 1, run.to)]
  const gaps = gapsOf(busySpans(rows, now), { from, to }).filter((gap) => gap.to - gap.from > (to - from) * longGap)
  const shownMs = to - from - gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0)
  const room = 1 - gaps.length * foldedWidth
  const stretches: Stretch[] = []
  let start = 0
  const add = (span: Span, isFolded: boolean): void => {
    const width = isFolded ? foldedWidth : ((span.to - span.from) / shownMs) * room
    if (span.to > span.from) stretches.push({ ...span, start, width, isFolded })
    start += span.to > span.from ? width : 0
  }
  let at = from
  for (const gap of gaps) {
    add({ from: at, to: gap.from }, false)
    add(gap, true)
    at = gap.to
  }
  add({ from: at, to }, false)
  return { from, to, stretches }
}

/** The stretches in which something runs, in their order, without those that touch each other. */
function busySpans(rows: readonly RunRow[], now: number): Span[] {
  const spans = rows
    .flatMap(({ segments }) => segments.filter(({ kind }) => kind !== 'waiting'))
    .map(({ from, to }) => ({ from, to: to ?? now }))
    .sort((a, b) => a.from - b.from)
  const merged: Span[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else merged.push({ ...span })
  }
  return merged
}

/** If nothing ever ran, nothing is idle either. */
function gapsOf(busy: readonly Span[], { from, to }: Span): Span[] {
  if (busy.length === 0) return []
  const ends = [from, ...busy.map((span) => Math.min(to, span.to))]
  const starts = [...busy.map((span) => Math.max(from, span.from)), to]
  return ends.map((end, index) => ({ from: end, to: starts[index] ?? to })).filter((gap) => gap.to > gap.from)
}

/** Where a moment lies, from 0 to 1. */
export function placeOn({ stretches, from, to }: Scale, at: number): number {
  if (at <= from) return 0
  if (at >= to) return 1
  const stretch = stretches.find((each) => at <= each.to)
  return stretch ? stretch.start + ((at - stretch.from) / (stretch.to - stretch.from)) * stretch.width : 1
}

/** The moment that lies at a place. */
export function momentAt({ stretches, to }: Scale, place: number): number {
  const stretch = stretches.find(({ start, width }) => place <= start + width)
  return stretch ? stretch.from + Math.max(0, (place - stretch.start) / stretch.width) * (stretch.to - stretch.from) : to
}

/** The part of the scale that is shown. */
export type View = { from: number; to: number }

export const wholeView: View = { from: 0, to: 1 }
const narrowest = 1e-6

/** Closer by a factor, or farther, so that what lies at `at` stays where it is. */
export function zoomed({ from, to }: View, factor: number, at: number): View {
  const width = Math.min(1, Math.max(narrowest, (to - from) / factor))
  const start = at - ((at - from) / (to - from)) * width
  return moved({ from: start, to: start + width }, 0)
}

/** Further along, but never past either end. */
export function moved({ from, to }: View, by: number): View {
  const width = to - from
  const start = Math.min(1 - width, Math.max(0, from + by))
  return { from: start, to: start + width }
}

/** The place of a moment in the view, in percent; below 0 or above 100 where it lies outside. */
export const percentIn = ({ from, to }: View, place: number): number => ((place - from) / (to - from)) * 100
