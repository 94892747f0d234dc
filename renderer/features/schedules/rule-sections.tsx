import { Field, Select, TextArea, TextInput } from '../../ui/field.tsx'
import { Check, Section } from '../../ui/section.tsx'
import { Days } from './days.tsx'
import { everyDay, type Form, type Part } from './form.ts'

const policies: Record<Form['missed'], string> = {
  last: 'Run once for all of them',
  all: 'Run each of them, oldest first',
  none: 'Run none of them',
}

const any = (problems: Record<string, string>, ...fields: (keyof Form)[]): boolean => fields.some((field) => field in problems)

/** What becomes of moments while the computer sleeps or LocalFlow is closed. */
export function MissedSection({ form, problems, edit }: Part) {
  return (
    <Section
      checked={problems}
      title="Missed while asleep or closed"
      summary={policies[form.missed].toLowerCase()}
      invalid={any(problems, 'cap', 'maxLate')}
    >
      <Field label="When it is back">
        <Select value={form.missed} options={policies} onChange={(missed) => edit({ missed })} className="max-w-72" />
      </Field>
      {form.missed === 'all' && (
        <Field label="At most" hint="The newest so many; those before them stay missed" error={problems['cap']}>
          <TextInput inputMode="numeric" value={form.cap} onChange={(cap) => edit({ cap })} className="max-w-28" />
        </Field>
      )}
      {form.missed !== 'none' && (
        <Field label="Not when later than, in minutes" hint="Empty: however late it is" error={problems['maxLate']}>
          <TextInput
            inputMode="decimal"
            placeholder="no limit"
            value={form.maxLate}
            onChange={(maxLate) => edit({ maxLate })}
            className="max-w-28"
          />
        </Field>
      )}
    </Section>
  )
}

export function WindowSection({ form, problems, edit }: Part) {
  const hasDays = form.weekdays.length < everyDay.length
  const parts = [
    form.hasHours && `${form.hoursFrom} to ${form.hoursTo}`,
    hasDays && `${form.weekdays.length} days a week`,
    form.from !== '' && `from ${form.from}`,
    form.to !== '' && `until ${form.to}`,
    form.daysOff.trim() !== '' && 'days off',
  ].filter((part) => part !== false)
  return (
    <Section
      checked={problems}
      title="Only at certain times"
      summary={parts.length === 0 ? 'always' : parts.join(', ')}
      invalid={any(problems, 'hoursFrom', 'weekdays', 'from', 'to', 'daysOff')}
    >
      <Check checked={form.hasHours} onChange={(hasHours) => edit({ hasHours })}>
        Only between two times of day
      </Check>
      {form.hasHours && (
        <div className="flex items-start gap-3">
          <Field label="From" error={problems['hoursFrom']}>
            <TextInput type="time" value={form.hoursFrom} onChange={(hoursFrom) => edit({ hoursFrom })} className="w-28!" />
          </Field>
          <Field label="To">
            <TextInput type="time" value={form.hoursTo} onChange={(hoursTo) => edit({ hoursTo })} className="w-28!" />
          </Field>
        </div>
      )}
      <div className="flex flex-col gap-1">
        <span className="text-sm font-medium text-ink-2">Only on these days</span>
        <Days label="Only on these days" days={form.weekdays} onChange={(weekdays) => edit({ weekdays })} />
        {problems['weekdays'] && <p className="text-sm text-bad">{problems['weekdays']}</p>}
      </div>
      <div className="flex items-start gap-3">
        <Field label="First day" error={problems['from']}>
          <TextInput type="date" value={form.from} onChange={(from) => edit({ from })} className="w-40!" />
        </Field>
        <Field label="Last day" error={problems['to']}>
          <TextInput type="date" value={form.to} onChange={(to) => edit({ to })} className="w-40!" />
        </Field>
      </div>
      <Field label="Days off" hint="Dates such as 2026-12-25, one a line" error={problems['daysOff']}>
        <TextArea value={form.daysOff} onChange={(daysOff) => edit({ daysOff })} rows={3} className="max-w-60" />
      </Field>
    </Section>
  )
}

export function FineSection({ form, problems, edit }: Part) {
  const parts = [
    form.jitter.trim() !== '' && `up to ${form.jitter} min later`,
    form.nth !== '1' && `each ${form.nth}th time`,
  ].filter((part) => part !== false)
  return (
    <Section
      checked={problems}
      title="Fine print"
      summary={parts.length === 0 ? 'on the dot, every time' : parts.join(', ')}
      invalid={any(problems, 'jitter', 'nth', 'name')}
    >
      <Field
        label="Put off by up to, in minutes"
        hint="So that not everything begins at the same second. The same moment is always put off by the same"
        error={problems['jitter']}
      >
        <TextInput
          inputMode="decimal"
          placeholder="not at all"
          value={form.jitter}
          onChange={(jitter) => edit({ jitter })}
          className="max-w-28"
        />
      </Field>
      <Field label="Of its times only each" hint="2: every other time" error={problems['nth']}>
        <TextInput inputMode="numeric" value={form.nth} onChange={(nth) => edit({ nth })} className="max-w-28" />
      </Field>
      <Field label="Name" hint="Tells it from other schedules of the job" error={problems['name']}>
        <TextInput value={form.name} onChange={(name) => edit({ name })} className="max-w-72" placeholder="optional" />
      </Field>
    </Section>
  )
}
