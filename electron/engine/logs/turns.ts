/** Lets so many work at the same time; the others wait, first come, first served. */
export function createTurns(atOnce: number) {
  let free = atOnce
  const waiting: (() => void)[] = []
  function release(): void {
    const next = waiting.shift()
    if (next) next()
    else free++
  }
  return {
    /** Resolves when it is one's turn, with the function that ends it. */
    async take(): Promise<() => void> {
      if (free > 0) free--
      else await new Promise<void>((resolve) => waiting.push(resolve))
      return release
    },
    busy: (): number => atOnce - free,
  }
}
