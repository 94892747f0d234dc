import { useMutation, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { readManifest } from '../../../shared/pipeline/read.ts'
import { api, messageOf } from '../../api/client.ts'
import { Field, Select, TextArea, TextInput } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'

const whole = '\n'

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
    if (parallel !== '' && !(Number.isInteger(limit) && limit >= 1))
      return setProblem('The concurrency limit must be a whole number, at least 1.')
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
      title={`Run ${pipeline.name}`}
      submit="Run pipeline"
      isBusy={run.isPending}
      isChanged={inputs.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="grid grid-cols-2 gap-3">
        <Field label="Start from">
          <Select
            value={from}
            options={{ [whole]: 'The first step', ...Object.fromEntries(names.map((name) => [name, name])) }}
            onChange={setFrom}
          />
        </Field>
        <Field label="Concurrency limit">
          <TextInput inputMode="numeric" placeholder="No limit" value={parallel} onChange={setParallel} />
        </Field>
      </div>
      <Field label="Input files" hint="Absolute paths, one per line. Files that no step asks for go to the first steps.">
        <TextArea rows={2} value={inputs} onChange={setInputs} />
      </Field>
      <label className="flex items-center gap-2">
        <input type="checkbox" checked={force} onChange={(event) => setForce(event.target.checked)} />
        Run every step, including unchanged ones
      </label>
      <label className="flex items-center gap-2">
        <input type="checkbox" checked={keepGoing} onChange={(event) => setKeepGoing(event.target.checked)} />
        Continue when a step fails
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
