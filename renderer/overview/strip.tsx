import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { DefinitionRef } from '../../shared/model/overview.ts'
import { api } from '../api/client.ts'
import { Status } from '../run-status.tsx'
import { filterOfRuns } from '../runs-of.ts'
import { Ago, Elapsed } from '../ui/time.tsx'
import { words as allWords } from './words.ts'

const words = allWords.strip

type Props = { kind: DefinitionRef['kind']; name: string; children: ReactNode }

/** The state of a definition in a line above its tabs, with its newest run. */
export function Strip({ kind, name, children }: Props) {
  const { data } = useQuery(api.runs.list.queryOptions({ input: { q: filterOfRuns(kind, name, 'test:no'), limit: 1 } }))
  const last = data?.items[0]
  return (
    <section
      aria-label={words.label(kind)}
      className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1 text-ink-2"
    >
      {children}
      {last && (
        <Link href={`/runs/${last.number}`} className="inline-flex items-center gap-2 hover:underline">
          <Status facts={last} />
          <span className="text-ink-3">
            <Ago at={last.endedAt ?? last.startedAt ?? last.createdAt} />
            {last.startedAt !== null && (
              <>
                {', '}
                <Elapsed from={last.startedAt} to={last.endedAt} />
              </>
            )}
          </span>
        </Link>
      )}
      {data && !last && <span className="text-ink-3">{words.neverRan}</span>}
    </section>
  )
}
