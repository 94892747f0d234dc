import type { Next } from './allowed-times.ts'

/**
 * Found with `next` alone, so that both ways always agree: first a stretch that has one, doubling back from its end; then,
 * by halving, the last place in it from which one still comes.
 */
export function lastOf(next: Next, upTo: number, after: number): number | null {
  const comesFrom = (instant: number): boolean => {
    const found = next(instant)
    return found !== null && found <= upTo
  }
  if (upTo <= after) return null
  // As a rule there is one, or none.
  const first = next(after)
  if (first === null || first > upTo) return null
  const second = next(first)
  if (second === null || second > upTo) return first
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
  return next(some)
}
