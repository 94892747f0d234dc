import { type FocusEvent, useState } from 'react'
import type { Json } from '../../shared/model/json.ts'
import { fieldsOfType, type Param, type ParamType } from '../../shared/params/param.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { readValue } from '../../shared/params/value.ts'
import { variableOf } from '../../shared/params/variable.ts'
import { Field, Select, TextArea, TextInput } from '../ui/field.tsx'
import type { Problems } from '../ui/problems.ts'
import { Check } from '../ui/section.tsx'
import { ConditionFields } from './condition-fields.tsx'
import { DefaultField } from './default-field.tsx'
import type { Facts, Listed } from './document.ts'
import { type Change, type PartProps, TextFact } from './field-parts.tsx'
import { RuleFields } from './rule-fields.tsx'
import { words } from './words.ts'

type Props = {
  param: Listed
  problems: Problems
  /** Saving was refused: also what was not yet filled in is wrong. */
  isRefused: boolean
  /** The names of the other parameters of the list. */
  taken: string[]
  others: ParamSchema
  onChange(change: Change): void
  onRename(name: string): void
}

/** The fields of one parameter. */
export function ParamEditor({ param: { name, facts }, problems, isRefused, taken, others, onChange, onRename }: Props) {
  const type = facts['type'] as ParamType
  const part: PartProps = { facts, problems, onChange }
  return (
    <div role="group" aria-label={words.fieldsOf(name)} className="flex flex-col gap-3 border-t border-rule p-2">
      <NameField key={taken.join()} name={name} problem={problems['name']} taken={taken} onRename={onRename} />
      <Field label={words.type} error={problems['type']}>
        <Select value={type} options={words.types} onChange={(next) => onChange(asType(facts, next))} />
      </Field>
      <RuleFields key={type} {...part} isRefused={isRefused} />
      <DefaultField {...part} />
      <Check checked={facts['required'] === true} onChange={(on) => onChange({ required: on || undefined })}>
        {words.requiredCheck}
      </Check>
      <TextFact {...part} field="title" label={words.title} hint={words.titleHint} />
      <Field label={words.description} error={problems['description']}>
        <TextArea
          rows={2}
          value={String(facts['description'] ?? '')}
          onChange={(text) => onChange({ description: text === '' ? undefined : text })}
          className="font-sans"
        />
      </Field>
      <TextFact {...part} field="group" label={words.group} hint={words.groupHint} />
      <ConditionFields {...part} others={others} />
      {problems['rest'] && <p className="text-sm text-bad">{problems['rest']}</p>}
    </div>
  )
}

/** What the new type does not know is dropped, and so is a default that it refuses. */
function asType(facts: Facts, type: ParamType): Change {
  const known = fieldsOfType(type)
  const dropped = Object.keys(facts).filter((field) => !known.includes(field))
  const change: Change = { ...Object.fromEntries(dropped.map((field) => [field, undefined])), type }
  // Lengths, numbers and dates are bounds of different kinds.
  if (known.includes('min')) for (const bound of ['min', 'max']) if (facts[bound] !== undefined) change[bound] = undefined
  const preset = facts['default']
  if (preset !== undefined && !fits({ type } as Param, preset)) change['default'] = undefined
  return change
}

const fits = (param: Param, value: Json): boolean => !('problem' in readValue(param, value))

type NameProps = { name: string; problem: string | undefined; taken: string[]; onRename(name: string): void }

/** A name that another parameter has is said to be taken, and not used. */
function NameField({ name, problem, taken, onRename }: NameProps) {
  const [refused, setRefused] = useState<string | null>(null)
  const change = (text: string) => {
    const isTaken = taken.includes(text)
    setRefused(isTaken ? text : null)
    if (!isTaken) onRename(text)
  }
  const selectNew = ({ target }: FocusEvent<HTMLInputElement>) => target.value.startsWith(words.newName) && target.select()
  return (
    <Field
      label={words.name}
      hint={name === '' ? undefined : words.variable(variableOf(name))}
      error={refused === null ? problem : words.taken(refused)}
    >
      <TextInput
        mono
        data-param-name
        maxLength={64}
        value={refused ?? name}
        onChange={change}
        onFocus={selectNew}
        onBlur={() => setRefused(null)}
      />
    </Field>
  )
}
