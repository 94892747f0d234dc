import { readHeader } from '../../../../shared/params/header.ts'
import { ParamsField } from '../../../param-builder/params-field.tsx'
import { Section } from '../../../ui/section.tsx'
import type { FieldsProps } from './form.ts'
import { words as allWords } from './words.ts'

/** The parameters of the job's runs: those of its settings and those in the comments of its script. */
export function ParamsSection({ form, problems, edit }: FieldsProps) {
  const script = form.kind === 'script' ? form.script : ''
  const names = [...new Set([...Object.keys(readHeader(script).params), ...namesIn(form.params)])]
  return (
    <Section
      checked={problems}
      title={allWords.params.title}
      summary={names.length === 0 ? allWords.none : names.join(', ')}
      invalid={problems['params'] !== undefined}
    >
      <ParamsField text={form.params} script={script} error={problems['params']} onChange={(params) => edit({ params })} />
    </Section>
  )
}

/** The names at the starts of lines; enough for a summary while the text is not valid yet. */
const namesIn = (text: string): string[] => [...text.matchAll(/^([A-Za-z_]\w*):/gm)].map(([, name]) => name ?? '')
