/** One look at a time: who asks meanwhile has another follow. Looks no more when it is not open. */
export function createLooks(once: () => Promise<void>, isOpen: () => boolean): { look(): Promise<void>; again(): void } {
  let looking: Promise<void> | null = null
  let again = false

  async function lookOn(): Promise<void> {
    while (again && isOpen()) {
      again = false
      await once()
    }
  }

  return {
    look(): Promise<void> {
      again = true
      looking ??= lookOn().finally(() => {
        looking = null
      })
      return looking
    },
    /** To be called within a look: another is to follow it. */
    again(): void {
      again = true
    },
  }
}
