import { Chip } from '../../ui/chip.tsx'
import { Field, Select, TextInput } from '../../ui/field.tsx'
import { CronFields } from './cron-fields.tsx'
import type { Part, Unit } from './form.ts'

const kinds = { cron: 'At times', every: 'Again and again', once: 'Once' }

/** When it is due: chosen, or written as an expression; both say the same. */
export function TimingFields(props: Part) {
  const { form, edit } = props
  return (
    <div className="flex flex-col gap-4">
      <div role="group" aria-label="Kind of schedule" className="flex gap-1.5">
        {(Object.keys(kinds) as (keyof typeof kinds)[]).map((kind) => (
          <Chip key={kind} on={form.kind === kind} onClick={() => edit({ kind })}>
            {kinds[kind]}
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

const unitWords: Record<Unit, string> = { second: 'seconds', minute: 'minutes', hour: 'hours', day: 'days of 24 hours' }

function EveryFields({ form, problems, edit }: Part) {
  return (
    <div className="flex flex-wrap items-start gap-3">
      <Field label="Every" error={problems['every']}>
        <TextInput inputMode="decimal" value={form.every} onChange={(every) => edit({ every })} className="w-24!" />
      </Field>
      <Field label="Unit">
        <Select value={form.unit} options={unitWords} onChange={(unit) => edit({ unit })} className="w-40!" />
      </Field>
      <Field label="Counted from" error={problems['anchor']}>
        <TextInput type="datetime-local" step={1} value={form.anchor} onChange={(anchor) => edit({ anchor })} className="w-56!" />
      </Field>
    </div>
  )
}

const OnceField = ({ form, problems, edit }: Part) => (
  <Field label="At" error={problems['once']}>
    <TextInput type="datetime-local" step={1} value={form.once} onChange={(once) => edit({ once })} className="w-52!" />
  </Field>
)

const zones = Intl.supportedValuesOf('timeZone')

const ZoneField = ({ form, problems, edit }: Part) => (
  <Field label="Time zone" error={problems['tz']}>
    <TextInput value={form.tz} onChange={(tz) => edit({ tz })} list="time-zones" className="max-w-80" />
    <datalist id="time-zones">
      {['UTC', ...zones].map((zone) => (
        <option key={zone} value={zone} />
      ))}
    </datalist>
  </Field>
)
