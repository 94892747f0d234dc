import { expressionOf, type Simple, simpleOf } from '../../../shared/schedule/simple.ts'
import { Chip } from '../../ui/chip.tsx'
import { Field, Select, TextInput } from '../../ui/field.tsx'
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

type Shape = Simple['shape'] | 'other'

const shapes: Record<Shape, string> = {
  minutes: 'Every few minutes',
  hourly: 'Every hour',
  daily: 'Every day',
  weekly: 'On days of the week',
  monthly: 'On a day of the month',
  other: 'As the expression says',
}

const starts: Record<Simple['shape'], Simple> = {
  minutes: { shape: 'minutes', minutes: 15 },
  hourly: { shape: 'hourly', minute: 0 },
  daily: { shape: 'daily', time: '09:00' },
  weekly: { shape: 'weekly', time: '09:00', days: [1, 2, 3, 4, 5] },
  monthly: { shape: 'monthly', time: '09:00', day: 1 },
}

function CronFields({ form, problems, edit }: Part) {
  const simple = simpleOf(form.expr)
  const put = (change: Simple) => edit({ expr: expressionOf(change) })
  const choose = (shape: Shape) => {
    if (shape === 'other') return
    const start = starts[shape]
    // The time that was chosen stays where the new shape has one.
    put(simple && 'time' in simple && 'time' in start ? { ...start, time: simple.time } : start)
  }
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <Field label="When">
          <Select value={simple?.shape ?? 'other'} options={shapes} onChange={choose} className="w-52!" />
        </Field>
        {simple && <SimpleFields simple={simple} put={put} />}
      </div>
      {simple?.shape === 'weekly' && (
        <Days days={simple.days} onChange={(days) => days.length > 0 && put({ ...simple, days })} label="Days of the week" />
      )}
      <Field
        label="Expression"
        hint="minute, hour, day of month, month, day of week; six fields begin with the second"
        error={problems['expr']}
      >
        <TextInput mono value={form.expr} onChange={(expr) => edit({ expr })} className="max-w-80" />
      </Field>
    </>
  )
}

function SimpleFields({ simple, put }: { simple: Simple; put(change: Simple): void }) {
  const within = (text: string, least: number, most: number): number =>
    Math.min(most, Math.max(least, Math.round(Number(text) || least)))
  switch (simple.shape) {
    case 'minutes':
      return (
        <Field label="Minutes between">
          <TextInput
            type="number"
            min={1}
            max={59}
            value={String(simple.minutes)}
            onChange={(text) => put({ shape: 'minutes', minutes: within(text, 1, 59) })}
            className="w-24!"
          />
        </Field>
      )
    case 'hourly':
      return (
        <Field label="Minutes past the hour">
          <TextInput
            type="number"
            min={0}
            max={59}
            value={String(simple.minute)}
            onChange={(text) => put({ shape: 'hourly', minute: within(text, 0, 59) })}
            className="w-24!"
          />
        </Field>
      )
    default:
      return (
        <>
          {simple.shape === 'monthly' && (
            <Field label="Day">
              <TextInput
                type="number"
                min={1}
                max={31}
                value={String(simple.day)}
                onChange={(text) => put({ ...simple, day: within(text, 1, 31) })}
                className="w-20!"
              />
            </Field>
          )}
          <Field label="Time">
            <TextInput
              type="time"
              value={simple.time}
              onChange={(time) => /^\d\d:\d\d/.test(time) && put({ ...simple, time: time.slice(0, 5) })}
              className="w-28!"
            />
          </Field>
        </>
      )
  }
}

const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
/** As weeks are written here: from Monday on. */
const order = [1, 2, 3, 4, 5, 6, 0]

export function Days({ days, label, onChange }: { days: number[]; label: string; onChange(days: number[]): void }) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1">
      {order.map((day) => (
        <Chip
          key={day}
          on={days.includes(day)}
          onClick={() => onChange(days.includes(day) ? days.filter((other) => other !== day) : [...days, day].sort())}
        >
          <span aria-hidden="true">{dayNames[day]?.slice(0, 3)}</span>
          <span className="sr-only">{dayNames[day]}</span>
        </Chip>
      ))}
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
