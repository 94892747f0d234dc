import { useQuery } from '@tanstack/react-query'
import type { RunDetail } from '../../../shared/model/run.ts'
import { api } from '../../api/client.ts'

type Found = { line: number; href: string }

/** Where the error of a run that ended is in its log. */
export function useRunError(run: RunDetail): Found | null {
  const step = run.flow === null ? null : run.failedNode
  const item = run.failedItem
  const visits = run.nodes.find(({ key }) => key === step)?.visits ?? 1
  const node = item === null ? step : `${step}#${visits}/${item}`
  const hasLog = run.endedAt !== null && run.startedAt !== null && (run.flow === null || step !== null)
  const { data } = useQuery({
    ...api.logs.firstError.queryOptions({ input: { ref: run.id, ...(node === null ? {} : { node }) } }),
    enabled: hasLog,
    // A node without a log has no first error either.
    retry: false,
  })
  if (!data || data.line === null) return null
  const place = new URLSearchParams({
    tab: 'log',
    ...(step === null ? {} : { step }),
    ...(item === null ? {} : { item: String(item + 1) }),
  })
  return { line: data.line, href: `/runs/${run.number}?${place}#L${data.line}` }
}
