import type { Json } from '../../shared/model/json.ts'
import { Field, TextInput } from '../ui/field.tsx'
import type { Problems } from '../ui/problems.ts'
import { useTyped } from '../ui/use-typed.ts'
import type { Facts } from './document.ts'

export type Change = { [field: string]: Json | undefined }
export type PartProps = { facts: Facts; problems: Problems; onChange(change: Change): void }

type Props = PartProps & {
  field: string
  label: string
  hint?: string
  placeholder?: string
  mono?: boolean
  list?: string
  onLeave?(): void
}

const textOf = (value: Json | undefined): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)

/** A field of a parameter that is a text; an empty one is left out. */
export function TextFact({ facts, problems, onChange, field, label, hint, onLeave, ...rest }: Props) {
  return (
    <Field label={label} hint={hint} error={problems[field]}>
      <TextInput
        {...rest}
        onBlur={onLeave}
        value={textOf(facts[field])}
        onChange={(text) => onChange({ [field]: text === '' ? undefined : text })}
      />
    </Field>
  )
}

/** What is no number stays as it was typed, and is said to be none. */
const numberOf = (text: string): Json | undefined => {
  if (text.trim() === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : text
}

/** A field of a parameter that is a number. */
export function NumberFact({ facts, problems, onChange, field, label, hint, placeholder }: Props) {
  const [text, read] = useTyped(facts[field], textOf, numberOf)
  return (
    <Field label={label} hint={hint} error={problems[field]}>
      <TextInput
        inputMode="decimal"
        placeholder={placeholder}
        value={text}
        onChange={(next) => onChange({ [field]: read(next) })}
      />
    </Field>
  )
}
