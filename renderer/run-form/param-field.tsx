import { type Param, titleOf } from '../../shared/params/param.ts'
import { Field } from '../ui/field.tsx'
import { Check } from '../ui/section.tsx'
import type { Held } from './form.ts'
import { ParamControl } from './param-control.tsx'
import { words } from './words.ts'

type Props = {
  name: string
  param: Param
  held: Held
  problem: string | undefined
  autoFocus: boolean
  onChange(held: Held): void
  onLeave(): void
}

/** The field of a parameter: its title, its control by type, a line of help, and what is wrong. */
export function ParamField({ name, param, held, problem, autoFocus, onChange, onLeave }: Props) {
  const title = titleOf(name, param)
  const label = 'unit' in param && param.unit ? words.withUnit(title, param.unit) : title
  if (param.type === 'boolean')
    return (
      <div className="flex flex-col gap-1">
        <Check checked={held === true} onChange={onChange}>
          {label}
        </Check>
        {param.description && <p className="ml-6 text-sm text-ink-3">{param.description}</p>}
      </div>
    )
  if (param.type === 'enum' && param.multiple)
    return <Choices label={label} param={param} held={Array.isArray(held) ? held : []} problem={problem} onChange={onChange} />
  return (
    <Field label={param.required ? label : words.optional(label)} hint={hintOf(param, held)} error={problem}>
      <ParamControl param={param} held={String(held)} autoFocus={autoFocus} onChange={onChange} onBlur={onLeave} />
    </Field>
  )
}

function hintOf(param: Param, held: Held): string | undefined {
  const preset = 'default' in param ? param.default : undefined
  const isOther = preset !== undefined && preset !== '' && String(preset) !== String(held)
  return (
    [param.description, isOther && words.preset(typeof preset === 'string' ? preset : JSON.stringify(preset))]
      .filter((part) => typeof part === 'string')
      .join(' · ') || undefined
  )
}

type ChoicesProps = {
  label: string
  param: Extract<Param, { type: 'enum' }>
  held: string[]
  problem: string | undefined
  onChange(held: string[]): void
}

function Choices({ label, param, held, problem, onChange }: ChoicesProps) {
  const { options = held, description } = param
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium text-ink-2">{param.required ? label : words.optional(label)}</legend>
      <div className="flex max-h-40 flex-col gap-1 overflow-auto">
        {options.map((option) => (
          <Check
            key={option}
            checked={held.includes(option)}
            onChange={(on) => onChange(on ? [...held, option] : held.filter((other) => other !== option))}
          >
            {option}
          </Check>
        ))}
      </div>
      {(problem ?? description) && (
        <p className={problem ? 'text-sm text-bad' : 'text-sm text-ink-3'}>{problem ?? description}</p>
      )}
    </fieldset>
  )
}
