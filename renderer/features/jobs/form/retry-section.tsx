import { Field, Select, TextInput } from '../../../ui/field.tsx'
import { Check, Section } from '../../../ui/section.tsx'
import type { FieldsProps } from './form.ts'
import { any, Two } from './form-parts.tsx'
import { RetryPreview } from './retry-preview.tsx'

export function RetrySection({ form, problems, edit }: FieldsProps) {
  const tries = Number(form.attempts)
  return (
    <Section
      checked={problems}
      title="Retries"
      summary={tries > 1 ? `up to ${tries} attempts` : 'none'}
      invalid={any(problems, 'attempts', 'delay', 'maxDelay', 'exitCodes')}
    >
      <Field label="Maximum attempts" hint="1: no retry" error={problems['attempts']}>
        <TextInput value={form.attempts} onChange={(attempts) => edit({ attempts })} inputMode="numeric" className="max-w-24" />
      </Field>
      {form.attempts.trim() !== '1' && (
        <>
          <Two>
            <Field label="Backoff" error={undefined}>
              <Select
                value={form.backoff}
                options={{ exponential: 'Exponential', fixed: 'Fixed' }}
                onChange={(backoff) => edit({ backoff })}
              />
            </Field>
            <Field label="First delay, in seconds" error={problems['delay']}>
              <TextInput value={form.delay} onChange={(delay) => edit({ delay })} inputMode="decimal" />
            </Field>
          </Two>
          {form.backoff === 'exponential' && (
            <Field label="Maximum delay, in seconds" error={problems['maxDelay']}>
              <TextInput
                value={form.maxDelay}
                onChange={(maxDelay) => edit({ maxDelay })}
                inputMode="decimal"
                className="max-w-32"
              />
            </Field>
          )}
          <Check checked={form.jitter} onChange={(jitter) => edit({ jitter })}>
            Randomize each delay (full jitter)
          </Check>
          <Field
            label="Only after these exit codes"
            hint="Empty: after any failure. 124 is a timeout, 128 + n a signal, 127 a command that could not start."
            error={problems['exitCodes']}
          >
            <TextInput value={form.exitCodes} onChange={(exitCodes) => edit({ exitCodes })} placeholder="any" />
          </Field>
          <RetryPreview form={form} />
        </>
      )}
    </Section>
  )
}
