import { useMutation, useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { api, messageOf, queryClient } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { instant } from '../../ui/time.tsx'
import { environmentWords as words } from './words.ts'

/** The environment that jobs get, and how it differs from LocalFlow's own. */
export function EnvironmentView() {
  const options = api.system.environment.queryOptions({ input: {} })
  const query = useQuery(options)
  const refresh = useMutation(
    api.system.environment.mutationOptions({
      meta: { failed: words.notRefreshed },
      onSuccess: (environment) => queryClient.setQueryData(options.queryKey, environment),
    }),
  )
  if (query.isError) return <Problem message={words.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
  if (!query.data) return null
  const { source, shell, problem, capturedAt, differences } = query.data
  return (
    <div className="flex flex-col gap-3 py-2">
      {problem && <Problem message={words.shellUnreadable(problem)} />}
      <div className="flex items-center gap-3">
        <p className="flex-1 text-ink-2">
          {source === 'login-shell'
            ? words.readFrom(<code className="font-mono text-sm">{shell}</code>, capturedAt === null ? null : instant(capturedAt))
            : words.fallback}
        </p>
        <Button small disabled={refresh.isPending} onClick={() => refresh.mutate({ refresh: true })}>
          <RefreshCw aria-hidden="true" className="size-3.5" />
          {words.refresh}
        </Button>
      </div>
      {differences.length > 0 && (
        <div className="overflow-x-auto rounded-lg border border-rule">
          <table aria-label={words.differences} className="w-full table-fixed text-sm">
            <thead>
              <tr className="h-7 border-b border-rule text-left text-xs text-ink-3 [&>th]:px-3 [&>th]:font-medium">
                <th className="w-44">{words.variable}</th>
                <th>{words.inJobs}</th>
                <th>{words.inLocalFlow}</th>
              </tr>
            </thead>
            <tbody className="font-mono">
              {differences.map(({ name, own, child }) => (
                <tr key={name} className="h-7 border-b border-rule last:border-0 [&>td]:truncate [&>td]:px-3">
                  <td title={name}>{name}</td>
                  <td title={child ?? undefined}>{child ?? <NotSet />}</td>
                  <td title={own ?? undefined}>{own ?? <NotSet />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}

const NotSet = () => <span className="font-sans text-ink-3">{words.notSet}</span>
