import type { Json } from '../../shared/model/json.ts'
import { fieldsOfType, Param, type ParamType } from '../../shared/params/param.ts'
import { isBrokenJson } from '../../shared/params/schema.ts'
import { type Held, heldOf, invalidJson, readHeld } from '../run-form/form.ts'
import { ParamControl } from '../run-form/param-control.tsx'
import { Field, Select } from '../ui/field.tsx'
import { Check } from '../ui/section.tsx'
import { useTyped } from '../ui/use-typed.ts'
import type { PartProps } from './field-parts.tsx'
import { words } from './words.ts'

/** The default of a parameter, by the control of its type. */
export function DefaultField({ facts, problems, onChange }: PartProps) {
  const type = facts['type'] as ParamType
  if (!fieldsOfType(type).includes('default')) return <p className="text-sm text-ink-3">{words.secretNote}</p>
  const param = paramOf(type, facts)
  const change = (value: Json | undefined) => onChange({ default: value })
  const value = facts['default']
  if (type === 'boolean') {
    const held = value === undefined ? '' : String(value) === 'true' ? 'true' : 'false'
    return (
      <Field label={words.preset} error={problems['default']}>
        <Select
          value={held}
          options={words.switchDefaults}
          onChange={(text) => change(text === '' ? undefined : text === 'true')}
        />
      </Field>
    )
  }
  if (param.type === 'enum' && param.multiple && param.options)
    return <DefaultChoices options={param.options} value={value} problem={problems['default']} onChange={change} />
  return <DefaultText key={type} param={param} value={value} problem={problems['default']} onChange={change} />
}

/** The rules may not fit together yet: then the control goes by the type alone. */
function paramOf(type: ParamType, facts: PartProps['facts']): Param {
  const { default: _, ...rules } = facts
  const parsed = Param.safeParse(rules)
  return parsed.success ? parsed.data : ({ type } as Param)
}

type ValueProps = { value: Json | undefined; problem: string | undefined; onChange(value: Json | undefined): void }

function DefaultText({ param, value, problem, onChange }: ValueProps & { param: Param }) {
  const [held, read] = useTyped<Json | undefined>(
    value,
    // Text that is being written may not be JSON yet.
    (now) => (param.type === 'json' && isBrokenJson(now) ? now : textOf(heldOf(param, now))),
    (text) => writtenValue(param, text),
  )
  const isUnread = param.type === 'json' && held !== '' && readHeld(param, held) === null
  return (
    <Field label={words.preset} error={isUnread ? invalidJson(held) : problem}>
      <ParamControl param={param} held={held} emptyWord={words.noDefault} onChange={(text) => onChange(read(text))} />
    </Field>
  )
}

const textOf = (held: Held): string => (Array.isArray(held) ? held.join('\n') : String(held))

/** Numbers stand as numbers in the text of the parameters. */
function writtenValue(param: Param, text: string): Json | undefined {
  if (text === '') return undefined
  if (param.type === 'list') return text.split('\n').filter((line) => line !== '')
  const value = readHeld(param, text)
  if (value === null) return text
  const isNumber = (param.type === 'integer' || param.type === 'number') && Number.isFinite(Number(text))
  return isNumber ? Number(text) : value.value
}

function DefaultChoices({ options, value, problem, onChange }: ValueProps & { options: string[] }) {
  const chosen = Array.isArray(value) ? value.map(String) : []
  const choose = (option: string, on: boolean) => {
    const next = options.filter((one) => (one === option ? on : chosen.includes(one)))
    onChange(next.length === 0 ? undefined : next)
  }
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-sm font-medium text-ink-2">{words.preset}</legend>
      <div className="flex max-h-40 flex-col gap-1 overflow-auto">
        {options.map((option) => (
          <Check key={option} checked={chosen.includes(option)} onChange={(on) => choose(option, on)}>
            {option}
          </Check>
        ))}
      </div>
      {problem && <p className="text-sm text-bad">{problem}</p>}
    </fieldset>
  )
}
