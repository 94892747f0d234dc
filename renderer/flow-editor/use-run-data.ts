import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { params as nodeParams, Prep } from '../../shared/flow/node-parts.ts'
import type { FlowDetail } from '../../shared/model/flow.ts'
import { api } from '../api/client.ts'
import { useDebounced } from '../ui/use-debounced.ts'
import { valueAt, type Written } from './form/fields.ts'
import type { NodePlace } from './place-of-node.ts'

/** The newest run of a flow whose data there is. */
export type LastRun = FlowDetail['lastRuns'][number]

/** The input of a node with the data of the flow's last run, and the references that lead to something there. */
export function useRunData(flow: FlowDetail | null, { inside, key }: NodePlace, node: Written) {
  const run = flow?.lastRuns.at(-1)
  const asked = useDebounced(JSON.stringify({ prep: node['prep'], params: node['params'] }))
  const parts: unknown = JSON.parse(asked)
  const prep = Prep.optional().safeParse(valueAt(parts, ['prep']))
  const params = nodeParams.optional().safeParse(valueAt(parts, ['params']))
  return useQuery({
    ...api.flowRuns.resolve.queryOptions({
      input: {
        ref: run?.id ?? '',
        node: key,
        ...(prep.data ? { prep: prep.data } : {}),
        ...(params.data ? { params: params.data } : {}),
      },
      placeholderData: keepPreviousData,
    }),
    // The nodes of an inner flow ran in a run of their own.
    enabled: run !== undefined && inside.length === 0 && prep.success && params.success,
    retry: false,
  })
}
