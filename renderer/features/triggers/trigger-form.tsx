import type { JobTrigger } from '../../../shared/model/trigger.ts'
import type { Editor } from '../../editor/use-editor.ts'
import { factsOf } from '../../fixed-values/facts.ts'
import { FixedValues } from '../../fixed-values/fixed-values.tsx'
import type { Started } from '../../started/started.ts'
import { Field, Select, TextInput } from '../../ui/field.tsx'
import { Switch } from '../../ui/switch.tsx'
import type { Form, Kind } from './form.ts'
import { AfterFields, FileFields } from './trigger-fields.tsx'
import { Firings, Standing } from './trigger-standing.tsx'
import { words } from './words.ts'

type Props = {
  editor: Editor<JobTrigger, Form>
  trigger: JobTrigger | null
  started: Started
  /** It was deleted here. */
  onGone(): void
}

/** The fields of a trigger; of a saved one also its state and the last times it fired. */
export function TriggerForm({ editor: { form, edit, shown, rebase }, trigger, started, onGone }: Props) {
  const part = { form, problems: shown, edit }
  return (
    <>
      {trigger !== null && <Standing trigger={trigger} onChanged={rebase} onGone={onGone} />}
      <div className="flex items-center gap-2">
        <Switch checked={form.enabled} label={words.enabledLabel} onChange={(enabled) => edit({ enabled })} />
        <span className="text-sm text-ink-2">{form.enabled ? words.enabled : words.disabled}</span>
      </div>
      <Field label={words.runWhen(started.name)}>
        <Select<Kind> value={form.kind} options={words.kinds} onChange={(kind) => edit({ kind })} className="max-w-72" />
      </Field>
      {form.kind === 'files' && <FileFields {...part} />}
      {form.kind === 'after' && <AfterFields {...part} />}
      {words.kindNotes[form.kind] && <p className="text-sm text-ink-3">{words.kindNotes[form.kind]}</p>}
      <FixedValues
        {...{ started, facts: factsOf(form.kind, form.runs), isSaved: trigger !== null, checked: shown }}
        values={form.params}
        problem={shown['params']}
        onChange={(params) => edit({ params })}
      />
      <Field label={words.name} hint={words.nameHint} error={shown['name']}>
        <TextInput value={form.name} onChange={(name) => edit({ name })} className="max-w-72" placeholder={words.optional} />
      </Field>
      {trigger !== null && <Firings id={trigger.id} />}
    </>
  )
}
