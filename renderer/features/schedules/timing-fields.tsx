import { Chip } from '../../ui/chip.tsx'
import { Field, Select, TextInput } from '../../ui/field.tsx'
import { CronFields } from './cron-fields.tsx'
import type { Form, Part } from './form.ts'
import { words } from './words.ts'

/** The timing: chosen from fields, or typed as an expression. Both stay in step. */
export function TimingFields(props: Part) {
  const { form, edit } = props
  return (
    <div className="flex flex-col gap-4">
      <div role="group" aria-label={words.kind} className="flex gap-1.5">
        {(Object.keys(words.kinds) as Form['kind'][]).map((kind) => (
          <Chip key={kind} on={form.kind === kind} onClick={() => edit({ kind })}>
            {words.kinds[kind]}
          </Chip>
        ))}
      </div>
      {form.kind === 'cron' && <CronFields {...props} />}
      {form.kind === 'every' && <EveryFields {...props} />}
      {form.kind === 'once' && <OnceField {...props} />}
      <ZoneField {...props} />
    </div>
  )
}

function EveryFields({ form, problems, edit }: Part) {
  return (
    <div className="flex flex-wrap items-start gap-3">
      <Field label={words.every} error={problems['every']}>
        <TextInput inputMode="decimal" value={form.every} onChange={(every) => edit({ every })} className="w-24!" />
      </Field>
      <Field label={words.unit}>
        <Select value={form.unit} options={words.units} onChange={(unit) => edit({ unit })} className="w-40!" />
      </Field>
      <Field label={words.startingAt} error={problems['anchor']}>
        <TextInput type="datetime-local" step={1} value={form.anchor} onChange={(anchor) => edit({ anchor })} className="w-56!" />
      </Field>
    </div>
  )
}

const OnceField = ({ form, problems, edit }: Part) => (
  <Field label={words.at} error={problems['once']}>
    <TextInput type="datetime-local" step={1} value={form.once} onChange={(once) => edit({ once })} className="w-52!" />
  </Field>
)

const zones = Intl.supportedValuesOf('timeZone')

const ZoneField = ({ form, problems, edit }: Part) => (
  <Field label={words.timeZone} error={problems['tz']}>
    <TextInput value={form.tz} onChange={(tz) => edit({ tz })} list="time-zones" className="max-w-80" />
    <datalist id="time-zones">
      {['UTC', ...zones].map((zone) => (
        <option key={zone} value={zone} />
      ))}
    </datalist>
  </Field>
)
