import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useCallback } from 'react'
import type { Json } from '../../../shared/flow/reference.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Field, Select, TextInput } from '../../ui/field.tsx'
import { CompletedInput } from './completed-input.tsx'
import { type Condition, conditionOf, expressionOf, operators } from './condition.ts'
import { type ControlProps, textOf } from './control-props.ts'
import { valueAt } from './fields.ts'
import { useFormPlace } from './form-place.tsx'
import { offeredReferences } from './offers.ts'
import { ProblemLines } from './problem-lines.tsx'
import { isWithin, under } from './problems-of-fields.ts'
import { JsonControl } from './typed-control.tsx'
import { caseWords as words } from './words/form.ts'

type Case = { action: string; expr: Json }

const casesOf = (value: unknown): Case[] =>
  Array.isArray(value)
    ? value.map((each) => ({ action: textOf(valueAt(each, ['action'])), expr: (valueAt(each, ['expr']) ?? {}) as Json }))
    : []

/** The cases of a choice, in the order in which they are tried. */
export function CasesControl({ value, onChange }: ControlProps) {
  const place = useFormPlace()
  const cases = casesOf(value)
  const set = (at: number, name: keyof Case, next: Json | undefined): void => place.set(['choice_cases', at, name], next)
  const write = (next: Case[]): void => onChange(next.length === 0 ? undefined : next)
  const move = (from: number, to: number): void => {
    const moved = cases[from]
    if (moved) write(cases.toSpliced(from, 1).toSpliced(to, 0, moved))
  }
  return (
    <div className="flex flex-col gap-2">
      {cases.map((each, at) => (
        <fieldset key={at} className="flex flex-col gap-2 rounded-md border border-rule p-2">
          <legend className="sr-only">{words.legend(at + 1)}</legend>
          <div className="flex items-end gap-1">
            <Field label={words.action} className="min-w-0 flex-1">
              <TextInput value={each.action} onChange={(action) => set(at, 'action', action)} />
            </Field>
            <IconButton label={words.up(at + 1)} disabled={at === 0} onClick={() => move(at, at - 1)}>
              <ArrowUp aria-hidden="true" className="size-3.5" />
            </IconButton>
            <IconButton label={words.down(at + 1)} disabled={at === cases.length - 1} onClick={() => move(at, at + 1)}>
              <ArrowDown aria-hidden="true" className="size-3.5" />
            </IconButton>
            <IconButton label={words.remove(at + 1)} onClick={() => write(cases.toSpliced(at, 1))}>
              <X aria-hidden="true" className="size-3.5" />
            </IconButton>
          </div>
          <div data-field={under(place.at, ['choice_cases', at])} className="flex flex-col gap-1">
            <ConditionFields expr={each.expr} onChange={(expr) => set(at, 'expr', expr)} />
            <ProblemLines problems={place.problems.filter(({ path }) => isWithin(path, under(place.at, ['choice_cases', at])))} />
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          small
          look="quiet"
          onClick={() => write([...cases, { action: `case ${cases.length + 1}`, expr: { eq: ['', ''] } }])}
        >
          <Plus aria-hidden="true" className="size-3.5" />
          {words.add}
        </Button>
      </div>
    </div>
  )
}

function ConditionFields({ expr, onChange }: { expr: Json; onChange(expr: Json | undefined): void }) {
  const { references } = useFormPlace()
  const offer = useCallback((text: string) => offeredReferences(references, text), [references])
  const condition = conditionOf(expr)
  if (!condition)
    return (
      <Field label={words.expression} hint={words.expressionHint}>
        <JsonControl label={words.expression} value={expr} isWrong={false} onChange={(next) => onChange(next ?? {})} />
      </Field>
    )
  const change = (part: Partial<Condition>): void => onChange(expressionOf({ ...condition, ...part }))
  const choose = (operator: Condition['operator'] | 'other'): void =>
    operator === 'other' ? onChange({ and: [expr] }) : change({ operator })
  return (
    <div className="flex flex-col gap-1">
      <CompletedInput
        takesFields
        label={words.left}
        value={condition.left}
        offer={offer}
        isWrong={false}
        placeholder={words.leftHint}
        onChange={(left) => change({ left })}
      />
      <Select aria-label={words.condition} value={condition.operator} options={namesOfOperators} onChange={choose} />
      {condition.operator !== 'exists' && (
        <CompletedInput
          takesFields
          label={words.right}
          value={condition.right}
          offer={offer}
          isWrong={false}
          onChange={(right) => change({ right })}
        />
      )}
    </div>
  )
}

const namesOfOperators = {
  ...(Object.fromEntries(operators.map((each) => [each, words.conditions[each]])) as Record<Condition['operator'], string>),
  other: words.conditions.other,
}
