import { useMutation } from '@tanstack/react-query'
import { Check, Send, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Definition } from '../../../shared/flow/definition.ts'
import { awaitedOf } from '../../../shared/flow/input.ts'
import { emptyState, type Step } from '../../../shared/flow/state.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { api } from '../../api/client.ts'
import { useAnswers } from '../../approval/use-answers.ts'
import { words as formWords } from '../../approval/words.ts'
import { decisions } from '../../flow-graph/words.ts'
import { Fields } from '../../run-form/fields.tsx'
import { Button } from '../../ui/button.tsx'
import { Field, TextArea, TextInput } from '../../ui/field.tsx'
import { Until } from '../../ui/time.tsx'
import { toast } from '../../ui/toasts.tsx'
import { decideWords as words } from './words/flow.ts'

type Props = { run: RunDetail; steps: Step[]; definition: Definition; onDecided(): void }

/** The approvals and signals that a run waits for, with the controls to give them. */
export function Decide({ run, steps, definition, onDecided }: Props) {
  const waiting = run.endedAt === null ? steps.filter(({ status, stopping }) => status === 'live' && !stopping) : []
  return (
    <>
      {waiting
        .filter(({ kind, unknown }) => kind === 'approval' || unknown)
        .map((step) => (
          <Approval key={step.id} run={run} step={step} node={definition.nodes[step.node]} onDecided={onDecided} />
        ))}
      {waiting
        .filter(({ kind }) => kind === 'event')
        .map((step) => (
          <Signal key={step.id} run={run} step={step} awaited={keyOf(run, definition, step)} onSent={onDecided} />
        ))}
    </>
  )
}

function keyOf(run: RunDetail, definition: Definition, step: Step): string {
  const node = definition.nodes[step.node]
  const state = { ...emptyState(), params: run.params as never, shared: run.shared as never }
  return node ? awaitedOf(state, node, step).key : ''
}

/** The controls are about to go: the panel keeps the focus that they have, or lost when they were disabled. */
function focusPanel(controls: Element | null): void {
  const hasFocus = document.activeElement === document.body || controls?.contains(document.activeElement)
  if (hasFocus) controls?.closest<HTMLElement>('[data-panel]')?.focus()
}

type ApprovalProps = { run: RunDetail; step: Step; node: Definition['nodes'][string] | undefined; onDecided(): void }

function Approval({ run, step, node, onDecided }: ApprovalProps) {
  const root = useRef<HTMLElement>(null)
  const title = node?.title ?? step.node
  // Whether interrupted work was done is no approval.
  const { form = {}, approver_role: role } = step.unknown ? {} : (node ?? {})
  const answers = useAnswers(form)
  const { yes, no, said } = step.unknown ? decisions.outcome : decisions.approval
  const [comment, setComment] = useState('')
  const approve = useMutation(
    api.flowRuns.approve.mutationOptions({
      meta: { failed: words.notDecided },
      onError: answers.refuse,
      onSuccess(_, { value }) {
        toast(said(value === true))
        focusPanel(root.current)
        onDecided()
      },
    }),
  )
  const decide = (value: boolean) => {
    const note = comment.trim()
    const params = value && Object.keys(form).length > 0 ? answers.take(root.current) : undefined
    if (params === null) return
    approve.mutate({ ref: run.id, node: step.id, value, ...(note !== '' && { comment: note }), ...(params && { params }) })
  }
  return (
    <section
      ref={root}
      aria-label={words.approval(title)}
      className="flex flex-col gap-2 rounded-md border border-warn bg-warn-bg p-3"
    >
      <h2 dir="auto" className="text-left font-semibold">
        {title}
      </h2>
      <p className="text-sm text-ink-2">
        {step.unknown ? words.unknownOutcome(step.unknown.message) : words.waiting}
        {step.dueAt !== null && <> {words.expires(<Until at={step.dueAt} />)}</>}
        {role && <> {formWords.role[role]}.</>}
      </p>
      <Fields {...answers.fields} />
      <Field label={words.comment}>
        <TextInput value={comment} maxLength={2_000} onChange={setComment} />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button small look="primary" disabled={approve.isPending} onClick={() => decide(true)}>
          <Check aria-hidden="true" className="size-3.5" />
          {yes}
        </Button>
        <Button small look="danger" disabled={approve.isPending} onClick={() => decide(false)}>
          <X aria-hidden="true" className="size-3.5" />
          {no}
        </Button>
      </div>
    </section>
  )
}

type SignalProps = { run: RunDetail; step: Step; awaited: string; onSent(): void }

function Signal({ run, step, awaited, onSent }: SignalProps) {
  const root = useRef<HTMLFormElement>(null)
  const [text, setText] = useState('true')
  const [problem, setProblem] = useState<string | undefined>()
  const signal = useMutation(
    api.flowRuns.signal.mutationOptions({
      meta: { failed: words.notSent(awaited) },
      onSuccess() {
        toast(words.sent(awaited))
        focusPanel(root.current)
        onSent()
      },
    }),
  )
  const send = () => {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return setProblem(words.notJson)
    }
    setProblem(undefined)
    signal.mutate({ ref: run.id, key: awaited, value: value as never })
  }
  return (
    <form
      ref={root}
      aria-label={words.signal(awaited)}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      className="flex flex-col gap-2 rounded-md border border-warn bg-warn-bg p-3"
    >
      <h2 className="font-semibold">{words.waitingForSignal(awaited)}</h2>
      {step.dueAt !== null && <p className="text-sm text-ink-2">{words.timesOut(<Until at={step.dueAt} />)}</p>}
      <Field label={words.signalValue} error={problem}>
        <TextArea rows={2} value={text} onChange={setText} />
      </Field>
      <Button small type="submit" disabled={signal.isPending} className="self-start">
        <Send aria-hidden="true" className="size-3.5" />
        {words.send}
      </Button>
    </form>
  )
}
