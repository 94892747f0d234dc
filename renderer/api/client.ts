import { createORPCClient } from '@orpc/client'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { MutationCache, QueryClient } from '@tanstack/react-query'
import type { Client } from '../../shared/contract/contract.ts'
import { toastError } from '../ui/toasts.tsx'
import { ConnectionLostError, currentLink } from './connection.ts'

export { messageOf } from '../ui/message-of.ts'

declare module '@tanstack/react-query' {
  interface Register {
    /** `failed`: what the person is told when it fails; without it, whoever asked for it says so. */
    mutationMeta: { failed?: string }
  }
}

export const client: Client = createORPCClient(currentLink)

/** Query and mutation options for every procedure, and their cache keys. */
export const api = createTanstackQueryUtils(client)

export const queryClient = new QueryClient({
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, { meta }) => meta?.failed !== undefined && toastError(meta.failed, error),
  }),
  defaultOptions: {
    queries: {
      // Every change is announced (live.ts): nothing grows stale by itself, and no window focus needs a new look.
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (count, error) => count < 2 && !(error instanceof ConnectionLostError) && !isAnswer(error),
    },
    mutations: { networkMode: 'always' },
  },
})

/** Does something outside a component. If that fails, it says so and gives null. */
export const attempt = <T>(failed: string, act: () => Promise<T>): Promise<T | null> =>
  queryClient
    .getMutationCache()
    .build(queryClient, { mutationFn: act, meta: { failed } })
    .execute(undefined)
    .catch(() => null)

/** The server's own word on a request; asking again would change nothing. */
const isAnswer = (error: unknown): boolean => codeOf(error) !== null && codeOf(error) !== 'internal'

export function codeOf(error: unknown): string | null {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' ? code : null
}

/** The server says that there is no such thing; what was read of it before may still be there. */
export const isMissing = (error: unknown): boolean => codeOf(error) === 'not-found'

/** The fields that the server found wrong, by path. */
export function issuesOf(error: unknown): Record<string, string> {
  const issues = (error as { data?: { issues?: { path: string; message: string }[] } } | null)?.data?.issues ?? []
  return Object.fromEntries(issues.map(({ path, message }) => [path, message]))
}
