import type { Change } from '../../../shared/contract/live.ts'
import type { Engine } from '../engine.ts'

/** Listens to the change stream from now on, as a client does. `next` resolves with the next change of a noun, or of its type. */
export function listen(engine: Engine): { next(noun: Change['noun'], type?: string): Promise<Change> } {
  const stream = engine.changes(undefined, undefined)
  // A stream listens from when it is first asked.
  let asked: Promise<IteratorResult<Change>> | null = stream.next()
  return {
    async next(noun, type) {
      for (;;) {
        const { value, done } = await (asked ?? stream.next())
        asked = null
        if (done) throw new Error('the stream of changes ended')
        if (value.noun === noun && (type === undefined || ('type' in value && value.type === type))) return value
      }
    },
  }
}
