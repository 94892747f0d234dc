import { useEffect, useState } from 'react'
import { client } from '../../../api/client.ts'
import type { Grown } from './tail.ts'

/** More of them than this are not told apart. */
const most = 20_000

/** The numbers of the lines of stderr, in order: those that were there before, and those that come. */
export function useErrorLines(ref: string, node: string | null, { size, tail }: Grown, wanted: boolean): readonly number[] {
  const [errors, setErrors] = useState<readonly number[]>([])
  const { attempt, ended } = size

  useEffect(() => {
    const found = tail.flatMap(({ n, stream, open }) => (stream === 'err' && !open ? [n] : []))
    setErrors((known) => withNew(known, found))
  }, [tail])

  // Again when the log has ended: lines may have come faster than they were sent.
  useEffect(() => {
    if (!wanted) return
    const abort = new AbortController()
    const order = { ref, attempt, pattern: '', stream: 'err' as const, ...(node === null ? {} : { node }) }
    void find(order, abort.signal).then(
      (found) => setErrors((known) => withNew(known, found)),
      // The lines found so far stay. The next growth of the log brings more.
      () => {},
    )
    return () => abort.abort()
  }, [ref, node, attempt, ended, wanted])

  return errors
}

async function find(order: Parameters<typeof client.logs.search>[0], signal: AbortSignal): Promise<number[]> {
  const found: number[] = []
  for await (const { items } of await client.logs.search(order, { signal })) {
    for (const { n } of items) found.push(n)
    if (found.length >= most) break
  }
  return found
}

function withNew(known: readonly number[], found: number[]): readonly number[] {
  const all = new Set(known)
  const added = found.filter((n) => !all.has(n))
  return added.length === 0 || known.length >= most ? known : [...known, ...added].sort((a, b) => a - b)
}
