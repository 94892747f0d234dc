import { useState } from 'react'
import { fieldsOfType, type ParamType } from '../../shared/params/param.ts'
import { patternOf } from '../../shared/params/pattern.ts'
import { Field, Select, TextArea, TextInput } from '../ui/field.tsx'
import type { Problems } from '../ui/problems.ts'
import { Check } from '../ui/section.tsx'
import { useTyped } from '../ui/use-typed.ts'
import { NumberFact, type PartProps, TextFact } from './field-parts.tsx'
import { words } from './words.ts'

const boundWords: Partial<Record<ParamType, keyof typeof words.min>> = {
  integer: 'number',
  number: 'number',
  list: 'items',
  date: 'date',
}

/** The rules that values of the type must keep. */
export function RuleFields({ isRefused, ...props }: PartProps & { isRefused: boolean }) {
  const type = props.facts['type'] as ParamType
  const fields = fieldsOfType(type)
  const bound = boundWords[type] ?? 'length'
  return (
    <>
      {type === 'enum' && <ChoiceFields {...props} isRefused={isRefused} />}
      {fields.includes('min') && (
        <div className="grid grid-cols-2 items-start gap-2">
          {type === 'date' ? (
            <>
              <DateFact {...props} field="min" label={words.min.date} />
              <DateFact {...props} field="max" label={words.max.date} />
            </>
          ) : (
            <>
              <NumberFact {...props} field="min" label={words.min[bound]} />
              <NumberFact {...props} field="max" label={words.max[bound]} />
            </>
          )}
          {fields.includes('step') && <NumberFact {...props} field="step" label={words.step} placeholder="1" />}
          {fields.includes('unit') && <TextFact {...props} field="unit" label={words.unit} placeholder={words.unitExample} />}
        </div>
      )}
      {fields.includes('pattern') && <PatternFields {...props} />}
    </>
  )
}

const DateFact = ({ facts, problems, onChange, field, label }: PartProps & { field: string; label: string }) => (
  <Field label={label} error={problems[field]}>
    <TextInput
      type="date"
      value={String(facts[field] ?? '')}
      onChange={(text) => onChange({ [field]: text === '' ? undefined : text })}
    />
  </Field>
)

/** The pattern, and a text to try it on. */
function PatternFields(props: PartProps) {
  const [sample, setSample] = useState('')
  const pattern = props.facts['pattern']
  const matches = typeof pattern === 'string' && sample !== '' ? resultOf(pattern, sample) : null
  return (
    <>
      <TextFact {...props} field="pattern" label={words.pattern} hint={words.patternHint} mono />
      {typeof pattern === 'string' && (
        <Field label={words.tryPattern}>
          <TextInput mono value={sample} onChange={setSample} />
          <p role="status" className={matches === false ? 'text-sm text-bad' : 'text-sm text-ok'}>
            {matches === null ? '' : matches ? words.matches : words.matchesNot}
          </p>
        </Field>
      )}
    </>
  )
}

function resultOf(pattern: string, sample: string): boolean | null {
  try {
    return patternOf(pattern)(sample)
  } catch {
    return null
  }
}

const linesOf = (text: string): string[] | undefined => {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.length === 0 ? undefined : lines
}

function ChoiceFields({ isRefused, ...props }: PartProps & { isRefused: boolean }) {
  const { facts, onChange } = props
  const [isLeft, setLeft] = useState(facts['options'] !== undefined)
  const { options, ...others } = props.problems
  // Not yet filled in is not yet wrong.
  const problems = options !== undefined && (isLeft || isRefused) ? props.problems : others
  const [source, setSource] = useState<'list' | 'command'>(facts['options-from'] === undefined ? 'list' : 'command')
  const listed = Array.isArray(facts['options']) ? facts['options'].map(String) : undefined
  const [text, read] = useTyped(listed, (lines) => (lines ?? []).join('\n'), linesOf)
  // Another source forgets the choices of the first: both together say nothing.
  const choose = (next: 'list' | 'command') => {
    setLeft(false)
    setSource(next)
    onChange(next === 'list' ? { 'options-from': undefined } : { options: undefined, default: undefined })
  }
  return (
    <>
      <Field label={words.choicesFrom}>
        <Select value={source} options={words.sources} onChange={choose} />
      </Field>
      {source === 'list' ? (
        <Field label={words.choices} hint={words.choicesHint} error={problems['options']}>
          <TextArea rows={3} value={text} onBlur={() => setLeft(true)} onChange={(next) => onChange({ options: read(next) })} />
        </Field>
      ) : (
        <TextFact
          {...props}
          problems={withoutChoices(problems)}
          field="options-from"
          label={words.command}
          hint={words.commandHint}
          placeholder={words.commandExample}
          onLeave={() => setLeft(true)}
          mono
        />
      )}
      <Check checked={facts['multiple'] === true} onChange={(on) => onChange({ multiple: on || undefined, default: undefined })}>
        {words.multiple}
      </Check>
    </>
  )
}

/** Where there is no command, the schema says that there are no choices. */
const withoutChoices = ({ options, ...problems }: Problems): Problems =>
  options === undefined ? problems : { 'options-from': options, ...problems }
