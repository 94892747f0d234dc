import { readHeader } from '../../../../shared/params/header.ts'
import { Field, TextArea } from '../../../ui/field.tsx'
import { Section } from '../../../ui/section.tsx'
import type { FieldsProps } from './form.ts'
import { words as allWords } from './words.ts'

const words = allWords.params

/** The parameters of the job's runs, as text; those in the comments of its script are named. */
export function ParamsSection({ form, problems, edit }: FieldsProps) {
  const header = readHeader(form.kind === 'script' ? form.script : '')
  const ofScript = Object.keys(header.params)
  const names = [...new Set([...ofScript, ...namesIn(form.params)])]
  return (
    <Section
      checked={problems}
      title={words.title}
      summary={names.length === 0 ? allWords.none : names.join(', ')}
      invalid={problems['params'] !== undefined}
    >
      <Field label={words.label} hint={words.hint} error={problems['params']}>
        <TextArea rows={4} value={form.params} onChange={(params) => edit({ params })} placeholder={words.example} />
      </Field>
      {ofScript.length > 0 && <p className="text-sm text-ink-3">{words.inScript(ofScript.join(', '))}</p>}
      {header.problems.map(({ line, message }) => (
        <p key={line} className="text-sm text-warn">
          {words.headerProblem(line, message)}
        </p>
      ))}
    </Section>
  )
}

/** The names at the starts of lines; enough for a summary while the text is not valid yet. */
const namesIn = (text: string): string[] => [...text.matchAll(/^([A-Za-z_]\w*):/gm)].map(([, name]) => name ?? '')
