import { Plus, X } from 'lucide-react'
import { Button, IconButton } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Switch } from '../../ui/switch.tsx'
import type { FieldsProps } from './body-fields.tsx'

/** How and where it runs. */
export function SettingFields({ form, problems, edit }: FieldsProps) {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center justify-between">
        <span className="text-sm font-medium text-ink-2">{form.enabled ? 'On: it can be run' : 'Off: it cannot be run'}</span>
        <Switch checked={form.enabled} label="The job is on" onChange={(enabled) => edit({ enabled })} />
      </div>
      <Field label="Working folder" hint="Empty: your home folder" error={problems['cwd']}>
        <TextInput mono value={form.cwd} onChange={(cwd) => edit({ cwd })} placeholder="~" />
      </Field>
      <Field label="Timeout in seconds" hint="Empty: it may take as long as it needs" error={problems['timeout']}>
        <TextInput
          value={form.timeout}
          onChange={(timeout) => edit({ timeout })}
          inputMode="decimal"
          placeholder="none"
          className="max-w-32"
        />
      </Field>
      <EnvironmentFields form={form} problems={problems} edit={edit} />
    </div>
  )
}

function EnvironmentFields({ form, problems, edit }: FieldsProps) {
  const change = (index: number, part: Partial<{ name: string; value: string }>) =>
    edit({ env: form.env.map((entry, at) => (at === index ? { ...entry, ...part } : entry)) })
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium text-ink-2">Environment</legend>
      {form.env.map(({ name, value }, index) => (
        <div key={index} className="flex items-center gap-1">
          <TextInput
            mono
            aria-label={`Name of variable ${index + 1}`}
            aria-invalid={problems['env'] !== undefined || undefined}
            placeholder="NAME"
            value={name}
            onChange={(next) => change(index, { name: next })}
            className="basis-2/5"
          />
          <TextInput
            mono
            aria-label={`Value of variable ${index + 1}`}
            placeholder="value"
            value={value}
            onChange={(next) => change(index, { value: next })}
          />
          <IconButton label={`Remove variable ${index + 1}`} onClick={() => edit({ env: form.env.toSpliced(index, 1) })}>
            <X aria-hidden="true" className="size-3.5" />
          </IconButton>
        </div>
      ))}
      {problems['env'] && <p className="text-sm text-bad">{problems['env']}</p>}
      <div>
        <Button small look="quiet" onClick={() => edit({ env: [...form.env, { name: '', value: '' }] })}>
          <Plus aria-hidden="true" className="size-3.5" />
          Add variable
        </Button>
      </div>
    </fieldset>
  )
}
