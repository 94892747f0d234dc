import { Worker } from 'node:worker_threads'
import { type OrganizedReading, readOrganized } from '../../../shared/flow/organized-source.ts'
import type { Log } from '../base/log.ts'

/** A text of this size is read in a few milliseconds; longer ones would block the engine. */
const longText = 32_768
const readingsKept = 16

export type Readings = ReturnType<typeof createReadings>

/** Caches recently read definitions, because a saved definition is read again immediately. */
export function createReadings(script: string, log: Log) {
  const known = new Map<string, OrganizedReading>()
  let last: Promise<unknown> = Promise.resolve()

  function remember(source: string, reading: OrganizedReading): OrganizedReading {
    known.delete(source)
    known.set(source, reading)
    if (known.size > readingsKept) known.delete(known.keys().next().value ?? '')
    return reading
  }

  /** At once; a long text only after `prepare`. */
  const read = (source: string): OrganizedReading => remember(source, known.get(source) ?? readOrganized(source))

  function elsewhere(source: string): Promise<void> {
    return new Promise((resolve) => {
      const thread = new Worker(script, { workerData: source })
      thread.once('message', (reading: OrganizedReading) => remember(source, reading))
      // Then it is read here, however long that takes.
      thread.once('error', (error) => log.warn('could not read a definition in a thread', { error }))
      thread.once('exit', () => resolve())
    })
  }

  function prepare(source: string): Promise<unknown> {
    if (source.length < longText || known.has(source)) return Promise.resolve()
    last = last
      .then(() => (known.has(source) ? undefined : elsewhere(source)))
      .catch((error: unknown) => log.warn('could not read a definition in a thread', { error }))
    return last
  }

  return {
    read,
    /** Reads a long text in a thread, one after the other; then `read` has it cached. */
    async prepare(source: string): Promise<void> {
      await prepare(source)
      const plain = known.get(source)?.organized?.source
      if (plain !== undefined) await prepare(plain)
    },
  }
}
