import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { api } from '../../api/client.ts'
import { statusWord } from '../../run-status.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import type { Entry } from './entries.ts'
import { words } from './words.ts'

const mostDefinitions = 30

/** What the server finds. It searches for names; the verb in front of them is the palette's own. */
export function useFound(text: string, first: string[], go: (path: string) => void) {
  const q = useDebounced(text.replace(words.verb, '').trim())
  const definitions = useQuery(
    api.search.definitions.queryOptions({ input: { q, first, limit: mostDefinitions }, placeholderData: keepPreviousData }),
  )
  const number = /^#?(\d{1,15})$/.exec(q)?.[1]
  const { data: run } = useQuery({
    ...api.runs.get.queryOptions({ input: { ref: number ?? '' } }),
    enabled: number !== undefined,
    retry: false,
  })
  const runEntry: Entry | null =
    number === undefined || !run
      ? null
      : {
          ...{ id: 'open run', group: words.open, icon: History, opens: true },
          name: words.openRun(run.number, run.title, statusWord(run).toLowerCase()),
          act: () => go(`/runs/${run.number}`),
        }
  return { found: definitions.data?.items ?? [], total: definitions.data?.total ?? 0, runEntry, isPending: definitions.isPending }
}
