import { Field, Select, TextInput } from '../../../ui/field.tsx'
import { Check, Section } from '../../../ui/section.tsx'
import type { FieldsProps } from './form.ts'
import { any } from './form-parts.tsx'

/** The conditions that a run of a schedule or trigger waits for. */
export function ConditionsSection({ form, problems, edit }: FieldsProps) {
  const named = [
    form.acPower && 'on mains power',
    form.idle.trim() !== '' && `idle for ${form.idle} min`,
    form.network === 'any' && 'in a network',
    form.network === 'one' && `in ${form.subnet}`,
    form.host.trim() !== '' && `${form.host} answers`,
    form.volume.trim() !== '' && `${form.volume} is mounted`,
  ].filter((words) => words !== false)
  return (
    <Section
      checked={problems}
      title="Conditions"
      summary={named.length === 0 ? 'none' : named.join(', ')}
      invalid={any(problems, 'idle', 'subnet', 'host', 'volume', 'defer')}
    >
      <p className="text-sm text-ink-3">
        Runs that a schedule or trigger starts wait for these conditions. Runs that you start yourself do not.
      </p>
      <Check checked={form.acPower} onChange={(acPower) => edit({ acPower })}>
        The computer is on mains power
      </Check>
      <Field label="Computer idle for, in minutes" hint="Leave empty to ignore" error={problems['idle']}>
        <TextInput inputMode="decimal" value={form.idle} onChange={(idle) => edit({ idle })} className="max-w-28" />
      </Field>
      <Field label="The computer is in a network">
        <Select
          value={form.network}
          options={{ none: 'Not required', any: 'Any network', one: 'This network' }}
          onChange={(network) => edit({ network })}
        />
      </Field>
      {form.network === 'one' && (
        <Field label="Network" hint="Such as 192.168.1.0/24" error={problems['subnet']}>
          <TextInput mono value={form.subnet} onChange={(subnet) => edit({ subnet })} />
        </Field>
      )}
      <Field label="This host answers" hint="With its port, such as nas.local:445" error={problems['host']}>
        <TextInput mono value={form.host} onChange={(host) => edit({ host })} />
      </Field>
      <Field label="A volume is mounted at" hint="Such as /Volumes/Backup or /mnt/nas" error={problems['volume']}>
        <TextInput mono value={form.volume} onChange={(volume) => edit({ volume })} />
      </Field>
      {named.length > 0 && (
        <Field
          label="Maximum wait, in hours"
          hint="After that, the run is skipped. 0 skips it immediately."
          error={problems['defer']}
        >
          <TextInput inputMode="decimal" value={form.defer} onChange={(defer) => edit({ defer })} className="max-w-28" />
        </Field>
      )}
    </Section>
  )
}
