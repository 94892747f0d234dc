import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { Definition } from '../../../shared/flow/definition.ts'
import { paramsReadBy } from '../../../shared/flow/params-read.ts'
import { api, messageOf } from '../../api/client.ts'
import { Field, TextArea } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { objectOf } from '../../ui/json-object.ts'
import { words as allWords } from './words.ts'

const words = allWords.starting

/** Asks for the parameters of a run; those that the flow reads are listed. */
export function StartDialog({ flow, onClose }: { flow: { id: string; name: string; version: number | null }; onClose(): void }) {
  const [, go] = useLocation()
  const { data } = useQuery({
    ...api.flows.version.queryOptions({ input: { ref: flow.id, version: flow.version ?? 1 } }),
    enabled: flow.version !== null,
  })
  const [text, setText] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | undefined>()
  useEffect(() => {
    if (!data || text !== null) return
    const names = paramsReadBy(data.definition as Definition)
    setText(names.length === 0 ? '{}' : JSON.stringify(Object.fromEntries(names.map((name) => [name, null])), null, 2))
  }, [data, text])

  const start = useMutation(
    api.flows.start.mutationOptions({
      onSuccess({ number }) {
        onClose()
        go(`/runs/${number}`)
      },
      onError: (error) => setProblem(messageOf(error)),
    }),
  )
  const submit = () => {
    const params = objectOf(text ?? '{}')
    if (params === null) return setProblem(words.notObject)
    start.mutate({ ref: flow.id, params })
  }

  return (
    <FormDialog
      title={words.title(flow.name)}
      submit={words.submit}
      isBusy={start.isPending}
      isReady={text !== null}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={words.parameters} hint={words.parametersHint} error={problem}>
        <TextArea autoFocus rows={6} value={text ?? ''} onChange={setText} />
      </Field>
    </FormDialog>
  )
}
