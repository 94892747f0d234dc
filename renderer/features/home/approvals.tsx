import { useQuery } from '@tanstack/react-query'
import { Check, X } from 'lucide-react'
import { Link } from 'wouter'
import type { FlowWait } from '../../../shared/model/flow.ts'
import { api, client } from '../../api/client.ts'
import { approval, wasItDone } from '../../flow-graph/questions.ts'
import { Button } from '../../ui/button.tsx'
import { Ago } from '../../ui/time.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { Part, row, rows } from './part.tsx'

/** What waits for somebody's word; nothing where nothing does. */
export function Approvals() {
  const { data } = useQuery(api.flows.waits.queryOptions({ input: { kind: 'approval', limit: 100 } }))
  if (!data || data.items.length === 0) return null
  return (
    <Part title="Approvals" aside="longest first">
      <ul className={rows}>
        {data.items.map((wait) => (
          <Waiting key={`${wait.run} ${wait.step}`} wait={wait} />
        ))}
      </ul>
    </Part>
  )
}

function Waiting({ wait }: { wait: FlowWait }) {
  const words = wait.isUnknown ? wasItDone : approval
  const decide = (value: boolean) =>
    client.flowRuns.approve({ ref: wait.run, node: wait.step, value }).then(
      () => toast(words.said(value)),
      (error: unknown) => toastError('Could not record the decision', error),
    )
  return (
    <li className={row}>
      <span className="min-w-44 flex-1">
        <Link href={`/runs/${wait.runNumber}`} className="font-medium hover:underline">
          {wait.title}
        </Link>
        <span className="text-ink-2">
          {' '}
          › <span title={wait.node}>{wait.nodeTitle}</span>
        </span>
        <span className="block truncate text-sm text-ink-2" title={wait.params}>
          Run {wait.runNumber}
          {wait.params !== '' && ` · ${wait.params}`}
        </span>
        {wait.isUnknown && <span className="block text-sm text-ink-2">LocalFlow does not know whether it was done</span>}
      </span>
      <span className="ml-auto flex items-center gap-2">
        <span className="text-xs text-ink-3">
          <Ago at={wait.since} />
        </span>
        <Button small onClick={() => void decide(true)}>
          <Check aria-hidden="true" className="size-3.5" />
          {words.yes}
        </Button>
        <Button small look="danger" onClick={() => void decide(false)}>
          <X aria-hidden="true" className="size-3.5" />
          {words.no}
        </Button>
      </span>
    </li>
  )
}
