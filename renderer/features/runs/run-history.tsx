import { useQuery } from '@tanstack/react-query'
import { api, messageOf } from '../../api/client.ts'
import { Problem } from '../../ui/problem.tsx'
import { instant } from '../../ui/time.tsx'

/** Every event of a run, as it was written down. */
export function RunHistory({ id }: { id: string }) {
  const query = useQuery(api.runs.events.queryOptions({ input: { ref: id } }))
  if (query.isError)
    return <Problem message={`The history could not be read. ${messageOf(query.error)}`} retry={() => void query.refetch()} />
  return (
    <ol className="px-4 py-2">
      {query.data?.map(({ seq, at, type, data }) => (
        <li key={seq} className="flex min-h-[34px] items-center gap-4 border-b border-rule">
          <time dateTime={new Date(at).toISOString()} className="w-44 shrink-0 text-sm text-ink-2 tabular-nums">
            {instant(at)}
          </time>
          <span className="w-28 shrink-0 font-medium">{type.charAt(0).toUpperCase() + type.slice(1)}</span>
          <span className="min-w-0 truncate font-mono text-sm text-ink-2">{factsOf(data)}</span>
        </li>
      ))}
    </ol>
  )
}

const factsOf = (data: Record<string, unknown>): string =>
  Object.entries(data)
    .filter(([name, value]) => value !== null && name !== 'jobId')
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('   ')
