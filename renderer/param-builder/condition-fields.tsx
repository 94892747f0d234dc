import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import type { Json } from '../../shared/model/json.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Select, TextInput } from '../ui/field.tsx'
import { useTyped } from '../ui/use-typed.ts'
import type { PartProps } from './field-parts.tsx'
import { words } from './words.ts'

/** The values of other parameters on which this one depends. `others`: those that it may depend on. */
export function ConditionFields({ facts, problems, onChange, others }: PartProps & { others: ParamSchema }) {
  const given = facts['show-if']
  const conditions = Object.entries(typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {})
  const free = Object.keys(others).filter((name) => conditions.every(([taken]) => taken !== name))
  const [next] = free
  const put = (pairs: [string, Json][]) => onChange({ 'show-if': pairs.length === 0 ? undefined : Object.fromEntries(pairs) })
  if (Object.keys(others).length === 0 && conditions.length === 0) return null
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium text-ink-2">{words.showIf}</legend>
      {conditions.length === 0 && <p className="text-sm text-ink-3">{words.showIfAll}</p>}
      {conditions.map(([name, value], at) => (
        <Condition
          key={name}
          name={name}
          value={value}
          place={at + 1}
          names={[name, ...free]}
          others={others}
          isWrong={problems['show-if'] !== undefined}
          onChange={(pair) => put(conditions.with(at, pair))}
          onRemove={() => put(conditions.toSpliced(at, 1))}
        />
      ))}
      {conditions.some(([, value]) => Array.isArray(value)) && <p className="text-sm text-ink-3">{words.conditionHint}</p>}
      {problems['show-if'] && <p className="text-sm text-bad">{problems['show-if']}</p>}
      {next !== undefined && (
        <div>
          <Button small look="quiet" onClick={() => put([...conditions, [next, firstValue(others, next)]])}>
            <Plus aria-hidden="true" className="size-3.5" />
            {words.addCondition}
          </Button>
        </div>
      )}
    </fieldset>
  )
}

type ConditionProps = {
  name: string
  value: Json
  place: number
  names: string[]
  others: ParamSchema
  isWrong: boolean
  onChange(pair: [string, Json]): void
  onRemove(): void
}

function Condition({ name, value, place, names, others, isWrong, onChange, onRemove }: ConditionProps) {
  const list = useId()
  const choices = choicesOf(others, name)
  const [text, read] = useTyped(value, printed, readValues)
  return (
    <div className="flex items-center gap-1">
      <Select
        aria-label={words.conditionParam(place)}
        aria-invalid={isWrong || undefined}
        value={name}
        options={Object.fromEntries(names.map((one) => [one, one]))}
        onChange={(next) => onChange([next, firstValue(others, next)])}
      />
      <span className="text-sm text-ink-3">{words.is}</span>
      <TextInput
        aria-label={words.conditionValue(place)}
        list={list}
        value={text}
        onChange={(next) => onChange([name, read(next)])}
      />
      <datalist id={list}>
        {choices.map((choice) => (
          <option key={choice} value={choice} />
        ))}
      </datalist>
      <IconButton label={words.removeCondition(name)} onClick={onRemove}>
        <X aria-hidden="true" className="size-3.5" />
      </IconButton>
    </div>
  )
}

const printed = (value: Json): string => [value].flat().map(String).join(', ')

const readValues = (text: string): Json => {
  const parts = text.split(',').map((part) => part.trim())
  return parts.length === 1 ? (parts[0] ?? '') : parts
}

function choicesOf(others: ParamSchema, name: string): string[] {
  const param = others[name]
  if (param?.type === 'boolean') return ['true', 'false']
  return param?.type === 'enum' ? (param.options ?? []) : []
}

const firstValue = (others: ParamSchema, name: string): string => choicesOf(others, name)[0] ?? ''
