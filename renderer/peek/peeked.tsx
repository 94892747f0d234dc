import { type ReactNode, useEffect } from 'react'
import { codeOf, messageOf } from '../api/client.ts'
import { PanelContent, usePanelClose } from '../ui/panel/side-panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { words } from './words.ts'

type Read<T> = { data: T | undefined; error: unknown; refetch(): unknown }

/** The details of one thing, once they are read; the panel closes if there is no such thing any more. `what`: "run". */
export function Peeked<T>({ query, what, children }: { query: Read<T>; what: string; children(data: T): ReactNode }) {
  const { data, error, refetch } = query
  const close = usePanelClose()
  const isGone = codeOf(error) === 'not-found'
  useEffect(() => {
    if (isGone) close()
  }, [isGone, close])
  if (data !== undefined) return children(data)
  return (
    <PanelContent title={what}>
      {error && !isGone ? (
        <Problem message={words.unreadable(what, messageOf(error))} retry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={4} />
      )}
    </PanelContent>
  )
}
