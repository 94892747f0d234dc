import type { Next } from './allowed-times.ts'

/** Found with `next` alone, so that both ways always agree. */
export function lastOf(next: Next, upTo: number, after: number): number | null {
  if (upTo <= after) return null
  // As a rule there is one, or none.
  const first = next(after)
  if (first === null || first > upTo) return null
  const second = next(first)
  if (second === null || second > upTo) return first
  const comesFrom = (instant: number): boolean => {
    const found = next(instant)
    return found !== null && found <= upTo
  }
  const some = lastPlace(comesFrom, upTo, after)
  return some === null ? null : next(some)
}

/**
 * The last place before `upTo` from which one still comes; null where none comes after `after`. Doubles back from the end to
 * a stretch that has one, then halves that.
 */
function lastPlace(comesFrom: (instant: number) => boolean, upTo: number, after: number): number | null {
  let back = 1_000
  let none = upTo
  let some = upTo - back
  while (some > after && !comesFrom(some)) {
    none = some
    back *= 2
    some = upTo - back
  }
  some = Math.max(some, after)
  if (!comesFrom(some)) return null
  while (none - some > 1) {
    const middle = Math.floor((some + none) / 2)
    if (comesFrom(middle)) some = middle
    else none = middle
  }
  return some
}
