import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { writtenValue } from '../../../shared/filter/print.ts'
import { fileChanges } from '../../../shared/model/trigger.ts'
import { api } from '../../api/client.ts'
import { Field, Select, TextArea, TextInput } from '../../ui/field.tsx'
import { Check } from '../../ui/section.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import type { Problems } from '../../ui/use-edited.ts'
import type { Form } from './form.ts'

export type Part = { form: Form; problems: Problems; edit(change: Partial<Form>): void }

const changeWords = { added: 'Added', changed: 'Changed', removed: 'Removed' }

export function FileFields({ form, problems, edit }: Part) {
  return (
    <>
      <Field
        label="File or folder"
        hint="A folder with all that is in it. A full path, or one that begins with ~/"
        error={problems['path']}
      >
        <TextInput mono value={form.path} onChange={(path) => edit({ path })} placeholder="~/Downloads" />
      </Field>
      <Field
        label="Only what matches"
        hint="Patterns such as *.pdf or invoices/**/*.csv, one a line; empty: every file"
        error={problems['patterns']}
      >
        <TextArea
          rows={2}
          value={form.patterns}
          onChange={(patterns) => edit({ patterns })}
          placeholder="*.pdf"
          className="max-w-72"
        />
      </Field>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-sm font-medium text-ink-2">When it is</legend>
        <div className="flex gap-4">
          {fileChanges.map((change) => (
            <Check
              key={change}
              checked={form.changes.includes(change)}
              onChange={(on) =>
                edit({ changes: fileChanges.filter((other) => (other === change ? on : form.changes.includes(other))) })
              }
            >
              {changeWords[change]}
            </Check>
          ))}
        </div>
        {problems['changes'] && <p className="text-sm text-bad">{problems['changes']}</p>}
      </fieldset>
      <Field label="Begin" hint={runsHint[form.runs]}>
        <Select
          value={form.runs}
          options={{ file: 'A run for each file', batch: 'One run for all that change together' }}
          onChange={(runs) => edit({ runs })}
          className="max-w-72"
        />
      </Field>
      {form.runs === 'batch' && (
        <Field label="Together means within, in seconds" error={problems['gather']}>
          <TextInput inputMode="decimal" value={form.gather} onChange={(gather) => edit({ gather })} className="max-w-28" />
        </Field>
      )}
      <Field
        label="When a file has not grown for, in seconds"
        hint="So that nothing is taken while it is still written"
        error={problems['debounce']}
      >
        <TextInput inputMode="decimal" value={form.debounce} onChange={(debounce) => edit({ debounce })} className="max-w-28" />
      </Field>
      <Check checked={form.catchUp} onChange={(catchUp) => edit({ catchUp })}>
        What changed while LocalFlow was closed counts, too
      </Check>
    </>
  )
}

const runsHint = {
  file: 'The script finds its path in LOCALFLOW_PARAM_PATH, and what happened to it in LOCALFLOW_PARAM_CHANGE',
  batch: 'The script finds their paths in LOCALFLOW_PARAM_PATHS, as JSON, and how many in LOCALFLOW_PARAM_COUNT',
}

export function AfterFields({ form, problems, edit }: Part) {
  const list = useId()
  const q = useDebounced(form.job.trim())
  const { data } = useQuery(api.jobs.list.queryOptions({ input: { limit: 50, ...(q === '' ? {} : { q: writtenValue(q) }) } }))
  return (
    <>
      <Field
        label="Job"
        hint="Its run is in LOCALFLOW_PARAM_RUN, and how it ended in LOCALFLOW_PARAM_STATUS"
        error={problems['job']}
      >
        <TextInput list={list} value={form.job} onChange={(job) => edit({ job })} placeholder="its name" className="max-w-72" />
      </Field>
      <datalist id={list}>
        {data?.items.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      <Field label="When it">
        <Select
          value={form.outcome}
          options={{ success: 'Succeeded', failure: 'Failed', always: 'Ended, however it did' }}
          onChange={(outcome) => edit({ outcome })}
          className="max-w-56"
        />
      </Field>
    </>
  )
}
