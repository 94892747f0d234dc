import { Field, Select, TextArea, TextInput } from '../../../ui/field.tsx'
import { Check, Section } from '../../../ui/section.tsx'
import type { FieldsProps, Form } from './form.ts'
import { any } from './form-parts.tsx'
import { words } from './words.ts'

/** The conditions that a run of a schedule or trigger waits for, and what is checked before it starts. */
export function ConditionsSection({ form, problems, edit }: FieldsProps) {
  const waits = waitsOf(form)
  const named = [...waits, ...checksOf(form)]
  return (
    <Section
      checked={problems}
      title={words.conditions.title}
      summary={named.length === 0 ? words.none : named.join(', ')}
      invalid={any(problems, 'idle', 'subnet', 'host', 'volume', 'defer', 'onlyIf')}
    >
      <p className="text-sm text-ink-3">{words.conditions.note}</p>
      <Check checked={form.acPower} onChange={(acPower) => edit({ acPower })}>
        {words.conditions.acPower}
      </Check>
      <Field label={words.conditions.idle} hint={words.conditions.idleHint} error={problems['idle']}>
        <TextInput inputMode="decimal" value={form.idle} onChange={(idle) => edit({ idle })} className="max-w-28" />
      </Field>
      <Field label={words.conditions.network}>
        <Select value={form.network} options={words.conditions.networks} onChange={(network) => edit({ network })} />
      </Field>
      {form.network === 'one' && (
        <Field label={words.conditions.subnet} hint={words.conditions.subnetHint} error={problems['subnet']}>
          <TextInput mono value={form.subnet} onChange={(subnet) => edit({ subnet })} />
        </Field>
      )}
      <Field label={words.conditions.host} hint={words.conditions.hostHint} error={problems['host']}>
        <TextInput mono value={form.host} onChange={(host) => edit({ host })} />
      </Field>
      <Field label={words.conditions.volume} hint={words.conditions.volumeHint} error={problems['volume']}>
        <TextInput mono value={form.volume} onChange={(volume) => edit({ volume })} />
      </Field>
      {waits.length > 0 && (
        <Field label={words.conditions.defer} hint={words.conditions.deferHint} error={problems['defer']}>
          <TextInput inputMode="decimal" value={form.defer} onChange={(defer) => edit({ defer })} className="max-w-28" />
        </Field>
      )}
      <Field label={words.conditions.onlyIf} hint={words.conditions.onlyIfHint} error={problems['onlyIf']}>
        <TextArea rows={2} value={form.onlyIf} onChange={(onlyIf) => edit({ onlyIf })} />
      </Field>
      <div>
        <Check checked={form.oncePerDay} onChange={(oncePerDay) => edit({ oncePerDay })}>
          {words.conditions.oncePerDay}
        </Check>
        <p className="text-sm text-ink-3">{words.conditions.oncePerDayHint}</p>
      </div>
    </Section>
  )
}

const { set } = words.conditions

const checksOf = ({ onlyIf, oncePerDay }: Form): string[] => [
  ...(onlyIf.trim() === '' ? [] : [set.onlyIf]),
  ...(oncePerDay ? [set.oncePerDay] : []),
]

/** The conditions that a run waits for, in a few words each. */
const waitsOf = ({ acPower, idle, network, subnet, host, volume }: Form): string[] =>
  [
    acPower && set.acPower,
    idle.trim() !== '' && set.idle(idle),
    network === 'any' && set.anyNetwork,
    network === 'one' && set.network(subnet),
    host.trim() !== '' && set.host(host),
    volume.trim() !== '' && set.volume(volume),
  ].filter((part) => part !== false)
