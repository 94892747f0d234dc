import { useCallback, useEffect, useState } from 'react'
import type { LogSize } from '../../../../shared/model/log.ts'
import { client, messageOf } from '../../../api/client.ts'
import { useConnection } from '../../../api/connection.ts'

export type WatchedSize = { size: LogSize | null; problem: string | null; retry(): void }

/** How long the log is, as it grows; null until that is known. Goes on by itself after a lost connection. */
export function useLogSize(ref: string, node: string | null, attempt: number | null, ended: boolean): WatchedSize {
  const [size, setSize] = useState<LogSize | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [tries, setTries] = useState(0)
  const times = useConnection((connection) => connection.times)

  useEffect(() => {
    const abort = new AbortController()
    const watch = async () => {
      setProblem(null)
      for await (const next of await client.logs.watch(
        { ref, ...(node === null ? {} : { node }), ...(attempt === null ? {} : { attempt }) },
        { signal: abort.signal },
      ))
        setSize(next)
    }
    watch().catch((error: unknown) => {
      // A connection that is gone says so itself.
      if (!abort.signal.aborted && useConnection.getState().state === 'open') setProblem(messageOf(error))
    })
    return () => abort.abort()
  }, [ref, node, attempt, times, ended, tries])

  return { size, problem, retry: useCallback(() => setTries((count) => count + 1), []) }
}
