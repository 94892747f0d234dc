import { useQuery } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useId } from 'react'
import { type HookEvent, hookEvents } from '../../../../shared/model/hook.ts'
import { api } from '../../../api/client.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Field, Select, TextArea, TextInput } from '../../../ui/field.tsx'
import { Check, Section } from '../../../ui/section.tsx'
import type { FieldsProps } from './form.ts'
import { type HookForm, newHook } from './hook-form.ts'
import { HookTest } from './hook-test.tsx'
import { hookWords as words } from './words/hooks.ts'
import { words as allWords } from './words.ts'

type Props = FieldsProps & { jobId: string | null }

/** What follows the events of a run. */
export function HooksSection({ form: { hooks }, problems, edit, jobId }: Props) {
  const change = (id: number, changed: Partial<HookForm>) =>
    edit({ hooks: hooks.map((hook) => (hook.id === id ? { ...hook, ...changed } : hook)) })
  const add = () => {
    edit({ hooks: [...hooks, newHook()] })
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-hook="${hooks.length + 1}"] input`)?.focus())
  }
  return (
    <Section
      checked={problems}
      title={words.title}
      summary={hooks.length === 0 ? allWords.none : words.summary(hooks.map(({ on }) => on.map((event) => words.events[event])))}
      invalid={Object.keys(problems).some((field) => field.startsWith('hooks'))}
    >
      <p className="text-sm text-ink-3">{words.note}</p>
      {hooks.map((hook, index) => (
        <HookFields
          key={hook.id}
          hook={hook}
          number={index + 1}
          error={problems[`hooks.${index}`]}
          jobId={jobId}
          change={(changed) => change(hook.id, changed)}
          remove={() => edit({ hooks: hooks.filter(({ id }) => id !== hook.id) })}
        />
      ))}
      {problems['hooks'] !== undefined && <p className="text-sm text-bad">{problems['hooks']}</p>}
      <Button small className="self-start" onClick={add}>
        <Plus aria-hidden="true" className="size-3.5" />
        {words.add}
      </Button>
    </Section>
  )
}

type HookProps = {
  hook: HookForm
  number: number
  error: string | undefined
  jobId: string | null
  change(changed: Partial<HookForm>): void
  remove(): void
}

function HookFields({ hook, number, error, jobId, change, remove }: HookProps) {
  const switchEvent = (event: HookEvent, isOn: boolean) =>
    change({ on: hookEvents.filter((each) => (each === event ? isOn : hook.on.includes(each))) })
  return (
    <fieldset data-hook={number} className="flex flex-col gap-2 rounded-md border border-rule p-2">
      <legend className="sr-only">{words.hook(number)}</legend>
      <fieldset className="grid grid-cols-2 gap-x-2">
        <legend className="mb-1 text-sm font-medium text-ink-2">{words.on}</legend>
        {hookEvents.map((event) => (
          <Check key={event} checked={hook.on.includes(event)} onChange={(isOn) => switchEvent(event, isOn)}>
            {words.events[event]}
          </Check>
        ))}
      </fieldset>
      <Field label={words.action}>
        <Select value={hook.action} options={words.actions} onChange={(action) => change({ action })} />
      </Field>
      <ActionField hook={hook} change={change} error={error} />
      <Field label={words.name}>
        <TextInput value={hook.name} onChange={(name) => change({ name })} placeholder={words.nameHint} />
      </Field>
      <div className="flex items-center gap-2">
        <HookTest hook={hook} jobId={jobId} />
        <IconButton label={words.remove(number)} onClick={remove} className="ml-auto">
          <Trash2 aria-hidden="true" className="size-3.5" />
        </IconButton>
      </div>
    </fieldset>
  )
}

function ActionField({ hook, change, error }: Pick<HookProps, 'hook' | 'change' | 'error'>) {
  switch (hook.action) {
    case 'job':
      return <JobField value={hook.job} error={error} onChange={(job) => change({ job })} />
    case 'command':
      return (
        <Field label={words.command} hint={words.commandHint} error={error}>
          <TextInput mono value={hook.command} onChange={(command) => change({ command })} />
        </Field>
      )
    case 'script':
      return (
        <Field label={words.script} hint={words.variables} error={error}>
          <TextArea rows={4} value={hook.script} onChange={(script) => change({ script })} className="font-mono text-sm" />
        </Field>
      )
    case 'url':
      return (
        <>
          <Field label={words.url} error={error}>
            <TextInput mono value={hook.url} onChange={(url) => change({ url })} />
          </Field>
          <Field label={words.body} hint={words.bodyHint}>
            <TextArea rows={3} value={hook.body} onChange={(body) => change({ body })} className="font-mono text-sm" />
          </Field>
        </>
      )
  }
}

function JobField({ value, error, onChange }: { value: string; error: string | undefined; onChange(job: string): void }) {
  const list = useId()
  const { data } = useQuery(api.jobs.list.queryOptions({ input: { limit: 500 } }))
  // A job may also be named by its id, and there may be more than a page of them.
  const isMissing =
    data?.nextCursor === null && value.trim() !== '' && !data.items.some(({ id, name }) => [id, name].includes(value.trim()))
  return (
    <Field label={words.job} error={error} hint={isMissing ? words.noJob(value.trim()) : undefined}>
      <TextInput list={list} value={value} onChange={onChange} />
      <datalist id={list}>
        {data?.items.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
    </Field>
  )
}
