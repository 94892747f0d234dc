import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api, messageOf } from '../../api/client.ts'
import { Field, TextArea } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { objectOf } from '../../ui/json-object.ts'
import { historyWords as words } from './words/flow.ts'

/** Starts a run that goes on from an event, with data that may be edited. */
export function ForkDialog({
  run,
  n,
  params,
  shared,
  onClose,
}: {
  run: string
  n: number
  params: object
  shared: object
  onClose(): void
}) {
  const [, go] = useLocation()
  const [text, setText] = useState({ params: JSON.stringify(params, null, 2), shared: JSON.stringify(shared, null, 2) })
  const [problem, setProblem] = useState<{ params?: string; shared?: string }>({})
  const fork = useMutation(
    api.flowRuns.fork.mutationOptions({
      onSuccess({ number }) {
        onClose()
        go(`/runs/${number}`)
      },
      onError: (error) => setProblem({ shared: messageOf(error) }),
    }),
  )
  const submit = () => {
    const read = { params: objectOf(text.params), shared: objectOf(text.shared) }
    if (read.params !== null && read.shared !== null)
      return fork.mutate({ ref: run, at: n, params: read.params, shared: read.shared })
    setProblem({
      ...(read.params === null ? { params: words.notObject } : {}),
      ...(read.shared === null ? { shared: words.notObject } : {}),
    })
  }

  return (
    <FormDialog title={words.forkTitle(n)} submit={words.forkRun} isBusy={fork.isPending} onSubmit={submit} onClose={onClose}>
      <p className="text-ink-2">{words.forkText}</p>
      <Field label={words.parameters} error={problem.params}>
        <TextArea rows={4} value={text.params} onChange={(value) => setText({ ...text, params: value })} />
      </Field>
      <Field label={words.shared} error={problem.shared}>
        <TextArea rows={6} value={text.shared} onChange={(value) => setText({ ...text, shared: value })} />
      </Field>
    </FormDialog>
  )
}
