import { useQuery } from '@tanstack/react-query'
import { isLastLine } from '../../../shared/model/last-line.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { plainText } from '../../../shared/visible-text.ts'
import { api } from '../../api/client.ts'

type Found = { text: string; line: number | null; href: string | null }

/** The error line of a run that ended, and the address of this line in its log. `error`: what was recorded of it. */
export function useRunError(run: RunDetail, error: string): Found {
  const step = run.flow === null ? null : run.failedNode
  const hasLog = run.endedAt !== null && run.startedAt !== null && run.pipeline === null && (run.flow === null || step !== null)
  const { data } = useQuery({
    ...api.logs.firstError.queryOptions({ input: { ref: run.id, ...(step === null ? {} : { node: step }) } }),
    enabled: hasLog,
    // A node without a log has no first error either.
    retry: false,
  })
  if (!data || data.line === null) return { text: error, line: null, href: null }
  const place = new URLSearchParams({ tab: 'log', ...(step === null ? {} : { step }) })
  // The end of a program says nothing that its output does not say; a timeout or a limit does.
  const isFromLog = isLastLine(error) || run.reason === 'exit-code' || run.reason === 'signal'
  const text = isFromLog && data.kind !== 'last' ? plainText(data.text).trim() : error
  return { text: text || error, line: data.line, href: `/runs/${run.number}?${place}#L${data.line}` }
}
