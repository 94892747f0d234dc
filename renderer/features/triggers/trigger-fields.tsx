import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { writtenValue } from '../../../shared/filter/print.ts'
import { fileChanges } from '../../../shared/model/trigger.ts'
import { api } from '../../api/client.ts'
import { Field, Select, TextArea, TextInput } from '../../ui/field.tsx'
import type { Problems } from '../../ui/problems.ts'
import { Check } from '../../ui/section.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import type { Form } from './form.ts'
import { words } from './words.ts'

export type Part = { form: Form; problems: Problems; edit(change: Partial<Form>): void }

export function FileFields({ form, problems, edit }: Part) {
  return (
    <>
      <Field label={words.path} hint={words.pathHint} error={problems['path']}>
        <TextInput mono value={form.path} onChange={(path) => edit({ path })} placeholder={words.pathExample} />
      </Field>
      <Field label={words.patterns} hint={words.patternsHint} error={problems['patterns']}>
        <TextArea
          rows={2}
          value={form.patterns}
          onChange={(patterns) => edit({ patterns })}
          placeholder={words.patternExample}
          className="max-w-72"
        />
      </Field>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-sm font-medium text-ink-2">{words.changesTitle}</legend>
        <div className="flex gap-4">
          {fileChanges.map((change) => (
            <Check
              key={change}
              checked={form.changes.includes(change)}
              onChange={(on) =>
                edit({ changes: fileChanges.filter((other) => (other === change ? on : form.changes.includes(other))) })
              }
            >
              {words.changes[change]}
            </Check>
          ))}
        </div>
        {problems['changes'] && <p className="text-sm text-bad">{problems['changes']}</p>}
      </fieldset>
      <Field label={words.runs} hint={words.perRunHints[form.runs]}>
        <Select value={form.runs} options={words.perRun} onChange={(runs) => edit({ runs })} className="max-w-72" />
      </Field>
      {form.runs === 'batch' && (
        <Field label={words.gather} error={problems['gather']}>
          <TextInput inputMode="decimal" value={form.gather} onChange={(gather) => edit({ gather })} className="max-w-28" />
        </Field>
      )}
      <Field label={words.debounce} hint={words.debounceHint} error={problems['debounce']}>
        <TextInput inputMode="decimal" value={form.debounce} onChange={(debounce) => edit({ debounce })} className="max-w-28" />
      </Field>
      <Check checked={form.catchUp} onChange={(catchUp) => edit({ catchUp })}>
        {words.catchUp}
      </Check>
    </>
  )
}

export function AfterFields({ form, problems, edit }: Part) {
  const list = useId()
  const q = useDebounced(form.job.trim())
  const { data } = useQuery(api.jobs.list.queryOptions({ input: { limit: 50, ...(q === '' ? {} : { q: writtenValue(q) }) } }))
  return (
    <>
      <Field label={words.job} hint={words.jobHint} error={problems['job']}>
        <TextInput
          list={list}
          value={form.job}
          onChange={(job) => edit({ job })}
          placeholder={words.jobPlaceholder}
          className="max-w-72"
        />
      </Field>
      <datalist id={list}>
        {data?.items.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      <Field label={words.outcome}>
        <Select value={form.outcome} options={words.outcomes} onChange={(outcome) => edit({ outcome })} className="max-w-56" />
      </Field>
    </>
  )
}
