import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../api/client.ts'

/** References to what runs of a job, flow or pipeline, or all runs, have kept for later ones. */
export function useStateReferences(owner: string | null): string[] {
  const own = useQuery({ ...api.state.list.queryOptions({ input: { job: owner ?? '' } }), enabled: owner !== null })
  const global = useQuery(api.state.list.queryOptions({ input: { global: true } }))
  return useMemo(() => {
    const keys = [...(own.data?.items ?? []), ...(global.data?.items ?? [])].map(({ key }) => `$state.${key}`)
    return [...new Set(keys)].sort()
  }, [own.data, global.data])
}
