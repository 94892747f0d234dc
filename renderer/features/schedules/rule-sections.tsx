import { Field, Select, TextArea, TextInput } from '../../ui/field.tsx'
import { Check, Section } from '../../ui/section.tsx'
import { Days } from './days.tsx'
import { everyDay, type Form, type Part } from './form.ts'
import { words } from './words.ts'

const any = (problems: Record<string, string>, ...fields: (keyof Form)[]): boolean => fields.some((field) => field in problems)

/** What happens to occurrences while the computer sleeps or LocalFlow is closed. */
export function MissedSection({ form, problems, edit }: Part) {
  return (
    <Section
      checked={problems}
      title={words.missed}
      summary={words.policies[form.missed].toLowerCase()}
      invalid={any(problems, 'cap', 'maxLate')}
    >
      <Field label={words.policy}>
        <Select value={form.missed} options={words.policies} onChange={(missed) => edit({ missed })} className="max-w-72" />
      </Field>
      {form.missed === 'all' && (
        <Field label={words.cap} hint={words.capHint} error={problems['cap']}>
          <TextInput inputMode="numeric" value={form.cap} onChange={(cap) => edit({ cap })} className="max-w-28" />
        </Field>
      )}
      {form.missed !== 'none' && (
        <Field label={words.maxLate} hint={words.maxLateHint} error={problems['maxLate']}>
          <TextInput
            inputMode="decimal"
            placeholder={words.noLimit}
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
    form.hasHours && words.hours(form.hoursFrom, form.hoursTo),
    hasDays && words.daysAWeek(form.weekdays.length),
    form.from !== '' && words.fromDay(form.from),
    form.to !== '' && words.untilDay(form.to),
    form.daysOff.trim() !== '' && words.hasDaysOff,
  ].filter((part) => part !== false)
  return (
    <Section
      checked={problems}
      title={words.window}
      summary={parts.length === 0 ? words.always : parts.join(', ')}
      invalid={any(problems, 'hoursFrom', 'weekdays', 'from', 'to', 'daysOff')}
    >
      <Check checked={form.hasHours} onChange={(hasHours) => edit({ hasHours })}>
        {words.onlyBetween}
      </Check>
      {form.hasHours && (
        <div className="flex items-start gap-3">
          <Field label={words.from} error={problems['hoursFrom']}>
            <TextInput type="time" value={form.hoursFrom} onChange={(hoursFrom) => edit({ hoursFrom })} className="w-28!" />
          </Field>
          <Field label={words.to}>
            <TextInput type="time" value={form.hoursTo} onChange={(hoursTo) => edit({ hoursTo })} className="w-28!" />
          </Field>
        </div>
      )}
      <div className="flex flex-col gap-1">
        <span className="text-sm font-medium text-ink-2">{words.onlyOnDays}</span>
        <Days label={words.onlyOnDays} days={form.weekdays} onChange={(weekdays) => edit({ weekdays })} />
        {problems['weekdays'] && <p className="text-sm text-bad">{problems['weekdays']}</p>}
      </div>
      <div className="flex items-start gap-3">
        <Field label={words.firstDay} error={problems['from']}>
          <TextInput type="date" value={form.from} onChange={(from) => edit({ from })} className="w-40!" />
        </Field>
        <Field label={words.lastDay} error={problems['to']}>
          <TextInput type="date" value={form.to} onChange={(to) => edit({ to })} className="w-40!" />
        </Field>
      </div>
      <Field label={words.daysOff} hint={words.daysOffHint} error={problems['daysOff']}>
        <TextArea value={form.daysOff} onChange={(daysOff) => edit({ daysOff })} rows={3} className="max-w-60" />
      </Field>
    </Section>
  )
}

export function FineSection({ form, problems, edit }: Part) {
  const parts = [
    form.jitter.trim() !== '' && words.jitterSummary(form.jitter),
    form.nth !== '1' && words.nthSummary(form.nth),
  ].filter((part) => part !== false)
  return (
    <Section
      checked={problems}
      title={words.more}
      summary={parts.length === 0 ? words.noJitter : parts.join(', ')}
      invalid={any(problems, 'jitter', 'nth', 'name')}
    >
      <Field label={words.jitter} hint={words.jitterHint} error={problems['jitter']}>
        <TextInput
          inputMode="decimal"
          placeholder={words.none}
          value={form.jitter}
          onChange={(jitter) => edit({ jitter })}
          className="max-w-28"
        />
      </Field>
      <Field label={words.nth} hint={words.nthHint} error={problems['nth']}>
        <TextInput inputMode="numeric" value={form.nth} onChange={(nth) => edit({ nth })} className="max-w-28" />
      </Field>
      <Field label={words.name} hint={words.nameHint} error={problems['name']}>
        <TextInput value={form.name} onChange={(name) => edit({ name })} className="max-w-72" placeholder={words.optional} />
      </Field>
    </Section>
  )
}
