import { useCallback, useEffect, useRef, useState } from 'react'
import { api, client, messageOf, queryClient } from '../../../api/client.ts'
import { useConnection } from '../../../api/connection.ts'
import { type Grown, grow } from './tail.ts'

export type WatchedLog = { log: Grown | null; problem: string | null; retry(): void }

/** More lines than a tall window shows. */
const tailLines = 200

/** How long the log is and its newest lines, at most once a frame; null until known. Continues by itself after a lost connection. */
export function useLogGrowth(ref: string, node: string | null, attempt: number | null, ended: boolean): WatchedLog {
  const [log, setLog] = useState<Grown | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [tries, setTries] = useState(0)
  /** Another look compares with what was seen before: a file may have become shorter. */
  const latest = useRef(log)
  latest.current = log
  const times = useConnection((connection) => connection.times)

  // Another connection, an end or a retry is a reason to look again.
  useEffect(() => {
    const abort = new AbortController()
    let newest = latest.current
    let frame: number | null = null
    const show = () => {
      frame = null
      setLog(newest)
    }
    const watch = async () => {
      setProblem(null)
      const wanted = { ref, tail: tailLines, ...(node === null ? {} : { node }), ...(attempt === null ? {} : { attempt }) }
      for await (const growth of await client.logs.watch(wanted, { signal: abort.signal })) {
        const before = newest
        newest = grow(before, growth)
        // What was read of the longer file is not there any more.
        if (newest.shrunk !== (before?.shrunk ?? 0)) void queryClient.resetQueries({ queryKey: api.logs.read.key() })
        frame ??= requestAnimationFrame(show)
      }
    }
    watch().catch((error: unknown) => {
      // A connection that is gone says so itself.
      if (!abort.signal.aborted && useConnection.getState().state === 'open') setProblem(messageOf(error))
    })
    return () => {
      abort.abort()
      if (frame !== null) cancelAnimationFrame(frame)
    }
  }, [ref, node, attempt, times, ended, tries])

  return { log, problem, retry: useCallback(() => setTries((count) => count + 1), []) }
}
