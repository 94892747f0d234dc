import type { ReactNode } from 'react'
import { type Param, titleOf } from '../../shared/params/param.ts'
import { Field } from '../ui/field.tsx'
import type { Option } from '../ui/search-select.tsx'
import { Check } from '../ui/section.tsx'
import type { Held } from './form.ts'
import { MultiChoice } from './multi-choice.tsx'
import { ParamControl } from './param-control.tsx'
import { hintOf } from './param-hint.ts'
import { words } from './words.ts'

export type FieldProps = {
  name: string
  param: Param
  held: Held
  problem: string | undefined
  autoFocus: boolean
  /** What the field says while it is empty, such as that a secret is kept. */
  placeholder?: string | undefined
  /** The choices that a command printed, and what is said about them. */
  choices?: Option[] | undefined
  /** There are more choices than these. */
  takesOthers?: boolean
  /** What an empty choice is called. */
  emptyWord?: string | undefined
  note?: ReactNode
  onChange(held: Held): void
  onLeave(): void
}

/** The field of a parameter: its title, its control by type, a line of help, and what is wrong. */
export function ParamField(props: FieldProps) {
  const { param, held, problem, onChange, onLeave } = props
  const label = labelOf(props)
  if (param.type === 'boolean')
    return (
      <div className="flex flex-col gap-1">
        <Check checked={held === true} onChange={onChange}>
          {label}
        </Check>
        <p className={problem ? 'ml-6 text-sm text-bad' : 'ml-6 text-sm text-ink-3'}>{problem ?? hintOf(param, held)}</p>
      </div>
    )
  const choices = props.choices ?? (param.type === 'enum' ? param.options?.map((value) => ({ value, label: value })) : undefined)
  if (param.type === 'enum' && param.multiple && choices)
    return (
      <>
        <MultiChoice
          label={param.required ? label : words.optional(label)}
          hint={hintOf(param, held)}
          {...{ problem, choices, onChange, onLeave }}
          held={Array.isArray(held) ? held : []}
        />
        {props.note}
      </>
    )
  return (
    <div className="flex flex-col gap-1">
      <Field label={param.required ? label : words.optional(label)} hint={hintOf(param, held)} error={problem}>
        <ParamControl
          {...{
            param,
            choices,
            placeholder: props.placeholder,
            emptyWord: props.emptyWord,
            takesOthers: props.takesOthers,
            autoFocus: props.autoFocus,
            onBlur: onLeave,
          }}
          held={Array.isArray(held) ? held.join(', ') : String(held)}
          onChange={onChange}
        />
      </Field>
      {props.note}
    </div>
  )
}

function labelOf({ name, param }: FieldProps): string {
  const title = titleOf(name, param)
  return 'unit' in param && param.unit ? words.withUnit(title, param.unit) : title
}
