import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { goneText } from '../../../../../shared/log/gone-text.ts'
import type { RunDetail } from '../../../../../shared/model/run.ts'
import { api } from '../../../../api/client.ts'
import { instant } from '../../../../ui/time.tsx'
import { logHref } from '../log-link.ts'
import type { StepLabels } from './step-labels.ts'
import { words } from './words.ts'

/** Steps that are named; the others are counted. */
const named = 3

/** Which steps have lost their logs, or a part of them, and why. Nothing while all are as the steps wrote them. */
export function GoneStepLogs({ run, label }: { run: RunDetail; label: StepLabels }) {
  const { id, number, endedAt } = run
  const { data } = useQuery(api.logs.goneSteps.queryOptions({ input: { ref: id }, staleTime: endedAt === null ? 0 : 30_000 }))
  if (data === undefined || data.count === 0) return null
  return (
    <ul aria-label={words.goneLogs} className="shrink-0 border-b border-rule bg-warn-bg px-4 py-1 text-sm max-[480px]:px-2">
      {data.items.slice(0, named).map(({ node, attempt, gone }) => (
        <li key={`${node} ${attempt}`} className="truncate" title={goneText(gone, instant)}>
          <Link href={logHref({ run: number, node, attempt }, null)} className="font-semibold hover:underline">
            {label(node, attempt)}
          </Link>{' '}
          {goneText(gone, instant)}
        </li>
      ))}
      {data.count > named && <li className="text-ink-2">{words.moreGone(data.count - named)}</li>}
    </ul>
  )
}
