import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api, messageOf } from '../../api/client.ts'
import { Field, TextArea } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { objectOf } from '../../ui/json-object.ts'
import { historyWords as words } from './words/flow.ts'

/** The event that a new run continues from, and the data as it stood then. */
export type Fork = { n: number; params: object; shared: object }

/** Starts a run that continues from an event, with data that may be edited. */
export function ForkDialog({ run, n, params, shared, onClose }: Fork & { run: string; onClose(): void }) {
  const [, go] = useLocation()
  const [recorded] = useState({ params: JSON.stringify(params, null, 2), shared: JSON.stringify(shared, null, 2) })
  const [text, setText] = useState(recorded)
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
    <FormDialog
      title={words.forkTitle(n)}
      submit={words.forkRun}
      isBusy={fork.isPending}
      isChanged={text.params !== recorded.params || text.shared !== recorded.shared}
      onSubmit={submit}
      onClose={onClose}
    >
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
