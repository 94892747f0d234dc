import { Field, Select, TextInput } from '../../../ui/field.tsx'
import { Check, Section } from '../../../ui/section.tsx'
import type { FieldsProps } from './form.ts'
import { any, Two } from './form-parts.tsx'
import { RetryPreview } from './retry-preview.tsx'
import { words } from './words.ts'

export function RetrySection({ form, problems, edit }: FieldsProps) {
  const attempts = Number(form.attempts)
  return (
    <Section
      checked={problems}
      title={words.retries.title}
      summary={attempts > 1 ? words.retries.summary(attempts) : words.none}
      invalid={any(problems, 'attempts', 'delay', 'maxDelay', 'exitCodes')}
    >
      <Field label={words.retries.attempts} hint={words.retries.attemptsHint} error={problems['attempts']}>
        <TextInput value={form.attempts} onChange={(attempts) => edit({ attempts })} inputMode="numeric" className="max-w-24" />
      </Field>
      {form.attempts.trim() !== '1' && (
        <>
          <Two>
            <Field label={words.retries.backoff}>
              <Select value={form.backoff} options={words.retries.backoffs} onChange={(backoff) => edit({ backoff })} />
            </Field>
            <Field label={words.retries.delay} error={problems['delay']}>
              <TextInput value={form.delay} onChange={(delay) => edit({ delay })} inputMode="decimal" />
            </Field>
          </Two>
          {form.backoff === 'exponential' && (
            <Field label={words.retries.maxDelay} error={problems['maxDelay']}>
              <TextInput
                value={form.maxDelay}
                onChange={(maxDelay) => edit({ maxDelay })}
                inputMode="decimal"
                className="max-w-32"
              />
            </Field>
          )}
          <Check checked={form.jitter} onChange={(jitter) => edit({ jitter })}>
            {words.retries.jitter}
          </Check>
          <Field label={words.retries.exitCodes} hint={words.retries.exitCodesHint} error={problems['exitCodes']}>
            <TextInput value={form.exitCodes} onChange={(exitCodes) => edit({ exitCodes })} placeholder={words.retries.any} />
          </Field>
          <RetryPreview form={form} />
        </>
      )}
    </Section>
  )
}
