import type { StepLine, StepPage } from '../../../../../shared/model/step-lines.ts'

type Part = Pick<StepPage, 'items' | 'before' | 'after'>

/**
 * A stretch of the lines of all steps. `base` counts how far its first line is from where it was opened: it falls as lines are added
 * above, and rises as they are let go.
 */
export type Stretch = {
  parts: readonly Part[]
  lines: readonly StepLine[]
  base: number
  hasBefore: boolean
  hasAfter: boolean
  ended: boolean
  isPart: boolean
}

/** More lines are not kept: they are read again. */
const mostLines = 6_000

const linesOf = (parts: readonly Part[]): StepLine[] => parts.flatMap(({ items }) => items)

/** `parts`: consecutive pages; the first was read backward, or begins at the start. */
export function opened(pages: StepPage[], has: { before: boolean; after: boolean }): Stretch {
  const last = pages.at(-1)
  return {
    parts: pages,
    lines: linesOf(pages),
    base: 0,
    hasBefore: has.before,
    hasAfter: has.after,
    ended: last?.ended ?? false,
    isPart: last?.isPart ?? false,
  }
}

/** With lines above the first. */
export function withBefore(stretch: Stretch, page: StepPage): Stretch {
  const parts = [page, ...stretch.parts]
  let hasAfter = stretch.hasAfter
  for (let rest = linesOf(parts).length; rest > mostLines && parts.length > 1; hasAfter = true)
    rest -= parts.pop()?.items.length ?? 0
  return { ...stretch, parts, lines: linesOf(parts), base: stretch.base - page.items.length, hasBefore: page.more, hasAfter }
}

/** With lines below the last. */
export function withAfter(stretch: Stretch, page: StepPage): Stretch {
  const parts = [...stretch.parts, page]
  let { base, hasBefore } = stretch
  for (let rest = stretch.lines.length + page.items.length; rest > mostLines && parts.length > 1; hasBefore = true) {
    const dropped = parts.shift()?.items.length ?? 0
    rest -= dropped
    base += dropped
  }
  const { more: hasAfter, ended, isPart } = page
  return { parts, lines: linesOf(parts), base, hasBefore, hasAfter, ended, isPart }
}

export const isFull = ({ lines }: Stretch): boolean => lines.length >= mostLines
