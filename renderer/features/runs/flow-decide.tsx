import { Check, Send, X } from 'lucide-react'
import { useState } from 'react'
import type { Definition } from '../../../shared/flow/definition.ts'
import { awaitedOf } from '../../../shared/flow/input.ts'
import { emptyState, type Step } from '../../../shared/flow/state.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { client } from '../../api/client.ts'
import { approval, wasItDone } from '../../flow-graph/questions.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextArea, TextInput } from '../../ui/field.tsx'
import { Until } from '../../ui/time.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'

/** What a run waits for that a person can give it: a word, or a signal. */
export function Decide({ run, steps, definition }: { run: RunDetail; steps: Step[]; definition: Definition }) {
  const waiting = run.endedAt === null ? steps.filter(({ status, stopping }) => status === 'live' && !stopping) : []
  return (
    <>
      {waiting
        .filter(({ kind, unknown }) => kind === 'approval' || unknown)
        .map((step) => (
          <Approval key={step.id} run={run} step={step} title={definition.nodes[step.node]?.title ?? step.node} />
        ))}
      {waiting
        .filter(({ kind }) => kind === 'event')
        .map((step) => (
          <Signal key={step.id} run={run} step={step} awaited={keyOf(run, definition, step)} />
        ))}
    </>
  )
}

function keyOf(run: RunDetail, definition: Definition, step: Step): string {
  const node = definition.nodes[step.node]
  const state = { ...emptyState(), params: run.params as never, shared: run.shared as never }
  return node ? awaitedOf(state, node, step).key : ''
}

function Approval({ run, step, title }: { run: RunDetail; step: Step; title: string }) {
  const words = step.unknown ? wasItDone : approval
  const [comment, setComment] = useState('')
  const [busy, setBusy] = useState(false)
  const decide = async (value: boolean) => {
    setBusy(true)
    try {
      await client.flowRuns.approve({
        ref: run.id,
        node: step.id,
        value,
        ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
      })
      toast(words.said(value))
    } catch (error) {
      toastError('Could not record the decision', error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <section aria-label={`Approval: ${title}`} className="flex flex-col gap-2 rounded-md border border-warn bg-warn-bg p-3">
      <h2 className="font-semibold">{title}</h2>
      <p className="text-sm text-ink-2">
        {step.unknown
          ? `LocalFlow does not know whether this was done, and does not do it twice. ${step.unknown.message} Check, then say what you found.`
          : 'Waiting for your approval.'}
        {step.dueAt !== null && (
          <>
            {' '}
            Expires <Until at={step.dueAt} />.
          </>
        )}
      </p>
      <Field label="Comment">
        <TextInput value={comment} maxLength={2_000} onChange={setComment} />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button small look="primary" disabled={busy} onClick={() => void decide(true)}>
          <Check aria-hidden="true" className="size-3.5" />
          {words.yes}
        </Button>
        <Button small look="danger" disabled={busy} onClick={() => void decide(false)}>
          <X aria-hidden="true" className="size-3.5" />
          {words.no}
        </Button>
      </div>
    </section>
  )
}

function Signal({ run, step, awaited }: { run: RunDetail; step: Step; awaited: string }) {
  const [text, setText] = useState('true')
  const [problem, setProblem] = useState<string | undefined>()
  const send = async () => {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return setProblem('must be JSON: put text in "quotes"')
    }
    setProblem(undefined)
    try {
      await client.flowRuns.signal({ ref: run.id, key: awaited, value: value as never })
      toast('Signal sent')
    } catch (error) {
      toastError('Could not send the signal', error)
    }
  }
  return (
    <form
      aria-label={`Signal: ${awaited}`}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      className="flex flex-col gap-2 rounded-md border border-warn bg-warn-bg p-3"
    >
      <h2 className="font-semibold">Waiting for signal “{awaited}”</h2>
      {step.dueAt !== null && (
        <p className="text-sm text-ink-2">
          Times out <Until at={step.dueAt} />.
        </p>
      )}
      <Field label="Signal value" error={problem}>
        <TextArea rows={2} value={text} onChange={setText} />
      </Field>
      <Button small type="submit" className="self-start">
        <Send aria-hidden="true" className="size-3.5" />
        Send signal
      </Button>
    </form>
  )
}
