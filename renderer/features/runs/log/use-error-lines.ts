import { useEffect, useState } from 'react'
import { client } from '../../../api/client.ts'
import { bothOf, type LineSet, lineSet, noLines } from './line-set.ts'
import type { Place } from './place.ts'
import type { Grown } from './tail.ts'

/** More of them than this are not told apart. */
const most = 20_000

/** The lines of stderr: those that were there before, and those that come. */
export function useErrorLines({ ref, node }: Place, { size, tail }: Grown, wanted: boolean): LineSet {
  const [errors, setErrors] = useState<LineSet>(noLines)
  const { attempt, ended } = size

  useEffect(() => {
    const found = tail.flatMap(({ n, stream, open }) => (stream === 'err' && !open ? [n] : []))
    setErrors((known) => withNew(known, found))
  }, [tail])

  // Again when the log has ended: lines may have come faster than they were sent.
  useEffect(() => {
    if (!wanted) return
    const abort = new AbortController()
    const order = { ref, attempt, pattern: '', stream: 'err' as const, ...(node === undefined ? {} : { node }) }
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

function withNew(known: LineSet, found: number[]): LineSet {
  if (found.length === 0 || known.length >= most) return known
  const all = bothOf(known, lineSet(found))
  return all.length === known.length ? known : all
}
