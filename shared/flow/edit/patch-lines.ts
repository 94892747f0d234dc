import { afterHead, entryText } from './emit.ts'
import { type Added, type Edit, splice } from './patch-value.ts'
import { columnOf, isBlankLine, lineStart, nextLine, type Place, regionEnd, regionStart } from './places.ts'

/** An entry behind which another begins on the same line, as the first key behind a dash. */
const sharesLine = (text: string, { start }: Place): boolean => text.slice(lineStart(text, start), start).trim() !== ''

/** Takes out entries with the comments that belong to them, and one of two gaps of blank lines. */
export function removeEntries(edit: Edit, places: readonly Place[], removed: readonly number[]): void {
  const { text } = edit
  const gone = new Set(removed)
  for (const index of removed) {
    const place = places[index] as Place
    const end = regionEnd(text, place)
    if (sharesLine(text, place)) {
      // The next entry that stays moves up to the dash.
      const next = places.find((_, at) => at > index && !gone.has(at))
      splice(edit, place.start, next ? next.start : end, '')
      for (let at = index + 1; at < places.length && places[at] !== next; at++) gone.delete(at)
      if (next)
        return removeEntries(
          edit,
          places,
          removed.filter((at) => (places[at] as Place).start > next.start),
        )
      return
    }
    const start = regionStart(text, place, index === 0)
    splice(edit, start, gapEnd(text, start, end, index), '')
  }
}

function gapEnd(text: string, start: number, end: number, index: number): number {
  const isAfterGap = index === 0 || (start > 0 && isBlankLine(text, lineStart(text, start - 1)))
  let at = end
  while (isAfterGap && isBlankLine(text, at)) at = nextLine(text, at)
  // The gap before the next part stays with what is above it.
  return index === 0 || at === end || at < text.length ? at : end
}

/** Writes new entries as lines. `within`: of a list, its key. */
export function insertEntries(
  edit: Edit,
  places: readonly Place[],
  removed: readonly number[],
  added: readonly Added[],
  within: string,
): void {
  const { text, style } = edit
  const first = places[0]
  if (!first) return
  const column = columnOf(text, first.start)
  const gone = new Set(removed)
  for (const { after, key, value } of added) {
    const written =
      key === null
        ? `${' '.repeat(column)}-${afterHead(value, style, column, within, true)}`
        : entryText(key, value, style, column)
    let index = after
    while (index >= 0 && gone.has(index)) index--
    const next = places.findIndex((_, at) => at > index && !gone.has(at))
    if (index >= 0) insertBehind(edit, places, index, written)
    else insertBefore(edit, places, next === -1 ? 0 : next, written)
  }
}

function insertBehind(edit: Edit, places: readonly Place[], index: number, written: string): void {
  const { text, style } = edit
  const at = regionEnd(text, places[index] as Place)
  const gap = hasGaps(text, places) ? style.lineEnd : ''
  const needsEnd = at === text.length && !text.endsWith('\n')
  // Without a last line break before, there is none after.
  splice(edit, at, at, needsEnd ? style.lineEnd + gap + written : gap + written + style.lineEnd)
}

function insertBefore(edit: Edit, places: readonly Place[], index: number, written: string): void {
  const { text, style } = edit
  const place = places[index] as Place
  const gap = hasGaps(text, places) ? style.lineEnd : ''
  const column = columnOf(text, place.start)
  if (sharesLine(text, place))
    return splice(edit, place.start, place.start, `${written.slice(column)}${style.lineEnd}${gap}${' '.repeat(column)}`)
  const at = lineStart(text, place.start)
  splice(edit, at, at, written + style.lineEnd + gap)
}

/** Whether blank lines stand between the entries. */
function hasGaps(text: string, places: readonly Place[]): boolean {
  if (places.length < 2) return false
  const [before, last] = [places.at(-2) as Place, places.at(-1) as Place]
  return text.slice(regionEnd(text, before), regionStart(text, last, false)).includes('\n')
}

/** Puts the lines of entries, with the comments that belong to them, in another order. */
export function reorderEntries(edit: Edit, places: readonly Place[], order: readonly number[]): void {
  const { text, style } = edit
  const regions = places.map((place, index) => {
    const start = index === 0 ? place.start : regionStart(text, place, false)
    return { start, end: regionEnd(text, place) }
  })
  const column = columnOf(text, (places[0] as Place).start)
  const texts = regions.map(({ start, end }, index) => {
    const own = (index === 0 ? ' '.repeat(column) : '') + text.slice(start, end)
    return own.endsWith('\n') ? own : own + style.lineEnd
  })
  for (const [index, { start, end }] of regions.entries()) {
    const own = texts[order[index] ?? index] as string
    const written = index === 0 ? own.slice(column) : own
    splice(edit, start, end, text.slice(start, end).endsWith('\n') ? written : written.replace(/\r?\n$/, ''))
  }
}
