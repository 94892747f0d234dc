import { useEffect, useState } from 'react'
import { unpackLines } from '../../../../shared/log/line-numbers.ts'
import { client } from '../../../api/client.ts'
import { useConnection } from '../../../api/connection.ts'
import { type LineSet, lastOf, noLines, withLines } from './line-set.ts'
import type { Place } from './place.ts'
import type { Range } from './row-model.ts'

export type Levels = { errors: LineSet; warnings: LineSet; traces: readonly Range[] }

const none: Levels = { errors: noLines, warnings: noLines, traces: [] }

/** The lines of a whole log that are errors and warnings, and the traces among them, as they are found and written. */
export function useLevels(place: Place): Levels {
  const [levels, setLevels] = useState(none)
  const connections = useConnection(({ times }) => times)
  const { ref, node = null, attempt = null } = place

  // Another connection is a reason to start again.
  useEffect(() => {
    const abort = new AbortController()
    const wanted = { ref, ...(node === null ? {} : { node }), ...(attempt === null ? {} : { attempt }) }
    const watch = async () => {
      let known = none
      for await (const event of await client.logs.levels(wanted, { signal: abort.signal })) {
        const traces = unpackLines(event.traces, known.traces.at(-1)?.to ?? 0)
        known = {
          errors: withLines(known.errors, unpackLines(event.errors, lastOf(known.errors) ?? 0)),
          warnings: withLines(known.warnings, unpackLines(event.warnings, lastOf(known.warnings) ?? 0)),
          traces: traces.length === 0 ? known.traces : [...known.traces, ...pairsOf(traces)],
        }
        if (!abort.signal.aborted) setLevels(known)
      }
    }
    // Without levels a log is read as well: what is known stays.
    watch().catch(() => {})
    return () => abort.abort()
  }, [ref, node, attempt, connections])

  return levels
}

const pairsOf = (ends: readonly number[]): Range[] =>
  Array.from({ length: Math.floor(ends.length / 2) }, (_, at) => ({ from: ends[at * 2] ?? 0, to: ends[at * 2 + 1] ?? 0 }))
