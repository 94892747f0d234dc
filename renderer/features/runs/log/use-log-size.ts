import { useEffect, useState } from 'react'
import type { LogSize } from '../../../../shared/model/log.ts'
import { client } from '../../../api/client.ts'
import { useConnection } from '../../../api/connection.ts'

/** How long the log is, as it grows; null until that is known. Goes on by itself after a lost connection. */
export function useLogSize(ref: string, ended: boolean): LogSize | null {
  const [size, setSize] = useState<LogSize | null>(null)
  const times = useConnection((connection) => connection.times)

  useEffect(() => {
    const abort = new AbortController()
    const watch = async () => {
      for await (const next of await client.logs.watch({ ref }, { signal: abort.signal })) setSize(next)
    }
    watch().catch(() => {})
    return () => abort.abort()
  }, [ref, times, ended])

  return size
}
