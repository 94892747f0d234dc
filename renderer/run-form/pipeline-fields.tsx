import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { readManifest } from '../../shared/pipeline/read.ts'
import { api } from '../api/client.ts'
import { Field, Select, TextArea, TextInput } from '../ui/field.tsx'
import { Check } from '../ui/section.tsx'
import type { RunFormState } from './use-run-form.ts'
import { words as allWords } from './words.ts'

const words = allWords.pipeline

/** How to run a pipeline: with which files, from which step, and whether unchanged steps run, too. */
export function PipelineFields({ pipeline, state }: { pipeline: string; state: RunFormState }) {
  const { pipeline: form, changePipeline: change, shownProblems, leave } = state
  const { data } = useQuery(api.pipelines.get.queryOptions({ input: { ref: pipeline } }))
  const names = useMemo(() => (data ? (readManifest(data.source).manifest?.steps.map(({ name }) => name) ?? []) : []), [data])
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 items-start gap-3">
        <Field label={words.from}>
          <Select
            value={form.from}
            options={{ '': words.firstStep, ...Object.fromEntries(names.map((name) => [name, name])) }}
            onChange={(from) => change({ from })}
          />
        </Field>
        <div data-param="parallel">
          <Field label={words.limit} error={shownProblems['parallel']}>
            <TextInput
              inputMode="numeric"
              placeholder={words.noLimit}
              value={form.parallel}
              onChange={(parallel) => change({ parallel })}
              onBlur={() => leave('parallel')}
            />
          </Field>
        </div>
      </div>
      <Field label={words.inputs} hint={words.inputsHint}>
        <TextArea rows={2} value={form.inputs} onChange={(inputs) => change({ inputs })} />
      </Field>
      <Check checked={form.force} onChange={(force) => change({ force })}>
        {words.force}
      </Check>
      <Check checked={form.keepGoing} onChange={(keepGoing) => change({ keepGoing })}>
        {words.keepGoing}
      </Check>
    </div>
  )
}
