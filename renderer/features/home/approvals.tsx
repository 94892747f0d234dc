import { useQuery } from '@tanstack/react-query'
import { Check, X } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Link } from 'wouter'
import type { FlowWait } from '../../../shared/model/flow.ts'
import { attempt, client } from '../../api/client.ts'
import { words as formWords } from '../../approval/words.ts'
import { decisions } from '../../flow-graph/words.ts'
import { loadLater } from '../../load-later.tsx'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { useHeldRows } from '../../ui/holds-still.tsx'
import { Ago } from '../../ui/time.tsx'
import { toast } from '../../ui/toasts.tsx'
import { gone, Part, row, rows } from './part.tsx'
import { queries } from './queries.ts'
import { approvalWords as homeWords } from './words.ts'

const ApproveDialog = loadLater(() => import('../../approval/approve-dialog.tsx').then((module) => module.default), 'first')

/** The decisions that flows wait for; nothing without any. */
export function Approvals() {
  const { data } = useQuery(queries.approvals())
  const held = useHeldRows(data?.items ?? [], keyOf)
  if (held.rows.length === 0) return null
  return (
    <Part title={homeWords.approvals} count={String(held.rows.length)} aside={held.rows.length > 1 && homeWords.longestWaitFirst}>
      <ul className={rows}>
        {held.rows.map(({ item, isGone }) => (
          <Waiting key={keyOf(item)} wait={item} isGone={isGone} leave={() => held.drop(item)} />
        ))}
      </ul>
    </Part>
  )
}

const keyOf = ({ run, step }: FlowWait): string => `${run} ${step}`

function Waiting({ wait, isGone, leave }: { wait: FlowWait; isGone: boolean; leave(): void }) {
  const words = wait.isUnknown ? decisions.outcome : decisions.approval
  const asks = Object.keys(wait.form).length > 0
  const [isAsking, setAsking] = useState(false)
  const decided = (value: boolean): void => {
    leave()
    toast(words.said(value))
  }
  const decide = (value: boolean) =>
    attempt(homeWords.noDecision, async () => {
      await client.flowRuns.approve({ ref: wait.run, node: wait.step, value })
      decided(value)
    })
  return (
    <li className={cx(row, isGone && gone)}>
      <span className="min-w-44 flex-1">
        <Link href={`/runs/${wait.runNumber}`} className="font-medium hover:underline">
          <bdi>{wait.title}</bdi>
        </Link>
        <span className="text-ink-2">
          {' '}
          › <bdi title={wait.node}>{wait.nodeTitle}</bdi>
        </span>
        <span className="block truncate text-sm text-ink-2" title={wait.params}>
          {homeWords.runWith(wait.runNumber, wait.params)}
        </span>
        {wait.role && <span className="block text-sm text-ink-2">{formWords.role[wait.role]}</span>}
        {wait.isUnknown && <span className="block text-sm text-ink-2">{homeWords.unknownOutcome}</span>}
      </span>
      <span className="ml-auto flex items-center gap-2">
        <span className="text-xs text-ink-3">
          <Ago at={wait.since} />
        </span>
        <Button small disabled={isGone} onClick={() => (asks ? setAsking(true) : void decide(true))}>
          <Check aria-hidden="true" className="size-3.5" />
          {asks ? formWords.askedWith : words.yes}
        </Button>
        <Button small look="danger" disabled={isGone} onClick={() => void decide(false)}>
          <X aria-hidden="true" className="size-3.5" />
          {words.no}
        </Button>
      </span>
      {isAsking && (
        <Suspense>
          <ApproveDialog wait={wait} onApproved={() => decided(true)} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </li>
  )
}
