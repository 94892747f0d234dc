import { useMutation, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { readManifest } from '../../../shared/pipeline/read.ts'
import { api, messageOf } from '../../api/client.ts'
import { Field, Select, TextArea, TextInput } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { words as allWords } from './words.ts'

const whole = '\n'

const words = allWords.running

/** Asks how to run a pipeline: with which files, from which step, and whether unchanged steps run, too. */
export function RunDialog({ pipeline, onClose }: { pipeline: { id: string; name: string }; onClose(): void }) {
  const [, go] = useLocation()
  const { data } = useQuery(api.pipelines.get.queryOptions({ input: { ref: pipeline.id } }))
  const names = useMemo(() => (data ? (readManifest(data.source).manifest?.steps.map(({ name }) => name) ?? []) : []), [data])
  const [from, setFrom] = useState(whole)
  const [parallel, setParallel] = useState('')
  const [inputs, setInputs] = useState('')
  const [force, setForce] = useState(false)
  const [keepGoing, setKeepGoing] = useState(false)
  const [problem, setProblem] = useState<string | undefined>()

  const run = useMutation(
    api.pipelines.run.mutationOptions({
      onSuccess({ number }) {
        onClose()
        go(`/runs/${number}`)
      },
      onError: (error) => setProblem(messageOf(error)),
    }),
  )
  const submit = () => {
    const limit = Number(parallel)
    if (parallel !== '' && !(Number.isInteger(limit) && limit >= 1)) return setProblem(words.limitRange)
    run.mutate({
      ref: pipeline.id,
      force,
      keepGoing,
      inputs: linesOf(inputs),
      ...(from === whole ? {} : { from }),
      ...(parallel === '' ? {} : { parallel: limit }),
    })
  }

  return (
    <FormDialog
      title={words.title(pipeline.name)}
      submit={words.submit}
      isBusy={run.isPending}
      isChanged={inputs.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="grid grid-cols-2 gap-3">
        <Field label={words.from}>
          <Select
            value={from}
            options={{ [whole]: words.firstStep, ...Object.fromEntries(names.map((name) => [name, name])) }}
            onChange={setFrom}
          />
        </Field>
        <Field label={words.limit}>
          <TextInput inputMode="numeric" placeholder={words.noLimit} value={parallel} onChange={setParallel} />
        </Field>
      </div>
      <Field label={words.inputs} hint={words.inputsHint}>
        <TextArea rows={2} value={inputs} onChange={setInputs} />
      </Field>
      <label className="flex items-center gap-2">
        <input type="checkbox" checked={force} onChange={(event) => setForce(event.target.checked)} />
        {words.force}
      </label>
      <label className="flex items-center gap-2">
        <input type="checkbox" checked={keepGoing} onChange={(event) => setKeepGoing(event.target.checked)} />
        {words.keepGoing}
      </label>
      {problem !== undefined && (
        <p role="alert" className="text-sm whitespace-pre-line text-bad">
          {problem}
        </p>
      )}
    </FormDialog>
  )
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
