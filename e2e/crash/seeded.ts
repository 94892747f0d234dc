/** The same numbers for the same seed. */
export function seeded(state: number): () => number {
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
