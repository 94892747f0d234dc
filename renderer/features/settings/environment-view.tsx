import { useMutation, useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { api, messageOf, queryClient } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { instant } from '../../ui/time.tsx'

/** The environment that jobs get, and how it differs from LocalFlow's own. */
export function EnvironmentView() {
  const options = api.system.environment.queryOptions({ input: {} })
  const query = useQuery(options)
  const refresh = useMutation(
    api.system.environment.mutationOptions({
      meta: { failed: 'Could not read the environment of the login shell' },
      onSuccess: (environment) => queryClient.setQueryData(options.queryKey, environment),
    }),
  )
  if (query.isError)
    return <Problem message={`Could not read the environment: ${messageOf(query.error)}`} retry={() => void query.refetch()} />
  if (!query.data) return null
  const { source, shell, problem, capturedAt, differences } = query.data
  return (
    <div className="flex flex-col gap-3 py-2">
      {problem && (
        <Problem
          message={`Could not read the environment of the login shell: ${problem}. Jobs get the environment that LocalFlow was started with.`}
        />
      )}
      <div className="flex items-center gap-3">
        <p className="flex-1 text-ink-2">
          {source === 'login-shell' ? (
            <>
              Read from <code className="font-mono text-sm">{shell}</code>
              {capturedAt !== null && `, ${instant(capturedAt)}`}.
            </>
          ) : (
            'Jobs get the environment that LocalFlow was started with.'
          )}
        </p>
        <Button small disabled={refresh.isPending} onClick={() => refresh.mutate({ refresh: true })}>
          <RefreshCw aria-hidden="true" className="size-3.5" />
          Refresh
        </Button>
      </div>
      {differences.length > 0 && (
        <div className="overflow-x-auto rounded-lg border border-rule">
          <table aria-label="Variables that differ" className="w-full table-fixed text-sm">
            <thead>
              <tr className="h-7 border-b border-rule text-left text-xs text-ink-3 [&>th]:px-3 [&>th]:font-medium">
                <th className="w-44">Variable</th>
                <th>In jobs</th>
                <th>In LocalFlow itself</th>
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

const NotSet = () => <span className="font-sans text-ink-3">not set</span>
