import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { FlowDetail } from '../../shared/model/flow.ts'
import { api } from '../api/client.ts'

/** References to what runs of the flow, or all runs, have kept for later ones. */
export function useStateReferences(flow: FlowDetail | null): string[] {
  const own = useQuery({ ...api.state.list.queryOptions({ input: { job: flow?.id ?? '' } }), enabled: flow !== null })
  const global = useQuery(api.state.list.queryOptions({ input: { global: true } }))
  return useMemo(() => {
    const keys = [...(own.data?.items ?? []), ...(global.data?.items ?? [])].map(({ key }) => `$state.${key}`)
    return [...new Set(keys)].sort()
  }, [own.data, global.data])
}
