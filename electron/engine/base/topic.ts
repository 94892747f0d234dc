/** Notifies listeners after the fact, in the order in which they subscribed. */
export type Topic<T> = { tell(value: T): void; listen(call: (value: T) => void): () => void }

export function createTopic<T>(): Topic<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    tell: (value) => {
      for (const listener of [...listeners]) listener(value)
    },
    listen: (call) => {
      listeners.add(call)
      return () => {
        listeners.delete(call)
      }
    },
  }
}

export type Latch = { wait(abort: AbortSignal | undefined): Promise<void>; close(): void }

/** Remembers that a signal came, so that none is missed between checking and waiting. Close it when done. */
export function createLatch<T>(topic: Topic<T>, passes: (value: T) => boolean): Latch {
  let signalled = false
  let wake: (() => void) | null = null
  const close = topic.listen((value) => {
    if (!passes(value)) return
    signalled = true
    wake?.()
  })
  return {
    close,
    async wait(abort) {
      if (!signalled && !abort?.aborted) {
        await new Promise<void>((resolve) => {
          const end = () => {
            abort?.removeEventListener('abort', end)
            resolve()
          }
          wake = end
          abort?.addEventListener('abort', end, { once: true })
        })
      }
      wake = null
      signalled = false
    },
  }
}
