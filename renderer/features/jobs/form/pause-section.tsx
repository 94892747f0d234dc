import { Field, TextInput } from '../../../ui/field.tsx'
import { Section } from '../../../ui/section.tsx'
import type { FieldsProps } from './form.ts'
import { any } from './form-parts.tsx'
import { words as allWords } from './words.ts'

const words = allWords.pause

/** Whether failures pause the schedules and triggers of a job, of whatever kind it is. */
export function PauseSection({ form, problems, edit }: FieldsProps) {
  const failures = form.pauseAfter.trim()
  return (
    <Section
      checked={problems}
      title={words.title}
      summary={failures === '' ? words.never : words.summary(failures)}
      invalid={any(problems, 'pauseAfter')}
    >
      <Field label={words.after} hint={words.hint} error={problems['pauseAfter']}>
        <TextInput
          value={form.pauseAfter}
          onChange={(pauseAfter) => edit({ pauseAfter })}
          inputMode="numeric"
          placeholder={words.never}
          className="max-w-24"
        />
      </Field>
    </Section>
  )
}
