/** The known word that a typo most likely stands for; null if none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const begun = word.length >= 3 ? known.find((name) => name.toLowerCase().startsWith(word.toLowerCase())) : undefined
  if (begun !== undefined) return begun
  const distances = known.map((name) => ({ name, distance: distanceOf(word.toLowerCase(), name.toLowerCase()) }))
  const [best] = distances.sort((a, b) => a.distance - b.distance)
  if (best && best.distance < best.name.length && best.distance <= Math.max(1, Math.floor(best.name.length / 3))) return best.name
  // Another program's word for it, such as max_attempts.
  const ends = (name: string): boolean => ['_', '-'].some((sign) => word.toLowerCase().endsWith(sign + name.toLowerCase()))
  return known.find((name) => name.length >= 5 && ends(name)) ?? null
}

/** How many letters have to be changed, left out, added or swapped with the next to make one word of another. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  let before = row
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSwap = j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      next[j] = Math.min(
        (next[j - 1] ?? 0) + 1,
        (row[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        isSwap ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
