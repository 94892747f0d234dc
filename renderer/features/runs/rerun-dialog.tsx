import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Run, RunDetail } from '../../../shared/model/run.ts'
import { client, messageOf } from '../../api/client.ts'
import { Field, TextArea } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { objectOf } from '../../ui/json-object.ts'
import { rerunWords as words } from './words/page.ts'

/** Starts a new run of the same definition with other parameters. */
export function RerunDialog({ run, onClose }: { run: RunDetail; onClose(): void }) {
  const [, go] = useLocation()
  const [recorded] = useState(() => JSON.stringify(run.params, null, 2))
  const [text, setText] = useState(recorded)
  const [problem, setProblem] = useState<string | undefined>()
  const start = useMutation({
    mutationFn: (params: Record<string, unknown>) => startWith(run, params as never),
    onSuccess({ number }) {
      onClose()
      go(`/runs/${number}`)
    },
    onError: (error) => setProblem(messageOf(error)),
  })
  const submit = () => {
    const params = objectOf(text)
    if (params === null) setProblem(words.notObject)
    else start.mutate(params)
  }
  return (
    <FormDialog
      title={words.title(run.title)}
      submit={words.submit}
      isBusy={start.isPending}
      isChanged={text !== recorded}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={words.parameters} hint={words.hint(run.number)} error={problem}>
        <TextArea autoFocus rows={8} value={text} onChange={setText} />
      </Field>
    </FormDialog>
  )
}

/** A job whose body is a flow is started as the job. */
function startWith({ jobId, flow }: RunDetail, params: RunDetail['params']): Promise<Run> {
  return jobId !== null ? client.jobs.run({ ref: jobId, params }) : client.flows.start({ ref: flow ?? '', params })
}
