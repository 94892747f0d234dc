import { useId } from 'react'
import type { Param } from '../../shared/params/param.ts'
import { Button } from '../ui/button.tsx'
import { Select, TextArea, TextInput } from '../ui/field.tsx'
import { type Option, SearchSelect } from '../ui/search-select.tsx'
import { PathControl } from './path-control.tsx'
import { words } from './words.ts'

type Props = {
  param: Param
  held: string
  autoFocus?: boolean
  /** What an empty choice is called. Without it, a choice with a default cannot be emptied, because it would have the default. */
  emptyWord?: string | undefined
  placeholder?: string | undefined
  /** The choices of an enum, where a command printed them. */
  choices?: Option[] | undefined
  /** There are more choices than these, so any text is taken. */
  takesOthers?: boolean | undefined
  onChange(text: string): void
  onBlur?(): void
}

/** From so many choices on, typing narrows them. */
export const fromManyOn = 8

/** The control of a value of the parameter's type; what it holds is text. */
export function ParamControl(props: Props) {
  const { param, held, autoFocus = false, placeholder, onChange, onBlur } = props
  const input = {
    ...{ value: held, autoFocus, onChange, 'aria-required': param.required || undefined },
    ...(onBlur && { onBlur }),
    ...(placeholder !== undefined && { placeholder }),
  }
  switch (param.type) {
    case 'integer':
    case 'number':
      return (
        <TextInput
          {...input}
          type="number"
          step={param.step ?? (param.type === 'integer' ? 1 : 'any')}
          min={param.min}
          max={param.max}
        />
      )
    case 'date':
      return <TextInput {...input} type="date" min={param.min} max={param.max} />
    case 'time':
      return <TextInput {...input} type="time" step={held.length > 5 ? 1 : 60} />
    case 'secret':
      return <TextInput {...input} type="password" autoComplete="new-password" />
    case 'multiline':
      return <TextArea {...input} rows={4} />
    case 'list':
      return <TextArea {...input} rows={3} placeholder={words.onePerLine} />
    case 'json':
      return <JsonControl {...props} />
    case 'file':
    case 'folder':
      return (
        <PathControl
          {...{ only: param.type, value: held, autoFocus, required: param.required, onChange }}
          {...(onBlur && { onBlur })}
        />
      )
    case 'enum':
      return <ChoiceControl {...props} />
    default:
      return <TextInput {...input} />
  }
}

function JsonControl({ param, held, autoFocus = false, onChange, onBlur }: Props) {
  const formatted = formatOf(held)
  return (
    <div className="flex flex-col items-start gap-1">
      <TextArea
        value={held}
        rows={Math.min(12, Math.max(4, held.split('\n').length))}
        autoFocus={autoFocus}
        aria-required={param.required || undefined}
        placeholder="{ }"
        onChange={onChange}
        onBlur={onBlur}
      />
      <Button
        small
        look="quiet"
        disabled={formatted === null || formatted === held}
        onClick={() => formatted !== null && onChange(formatted)}
      >
        {words.formatJson}
      </Button>
    </div>
  )
}

function formatOf(text: string): string | null {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return null
  }
}

function ChoiceControl({ param, held, choices, takesOthers, autoFocus = false, emptyWord, onChange, onBlur }: Props) {
  const list = useId()
  const listed = choices ?? (param.type === 'enum' ? param.options?.map((value) => ({ value, label: value })) : undefined)
  const input = { value: held, autoFocus, onChange, ...(onBlur && { onBlur }) }
  const hasDefault = 'default' in param && param.default !== undefined
  const canBeEmpty = !param.required && (emptyWord !== undefined || !hasDefault)
  if (listed === undefined) return <TextInput {...input} aria-required={param.required || undefined} />
  if (takesOthers)
    return (
      <>
        <TextInput {...input} list={list} aria-required={param.required || undefined} />
        <datalist id={list}>
          {listed.map(({ value, label }) => (
            <option key={value} value={value} label={label} />
          ))}
        </datalist>
      </>
    )
  if (listed.length < fromManyOn)
    return (
      <Select
        {...input}
        aria-required={param.required || undefined}
        options={optionsOf(listed, held, canBeEmpty, emptyWord ?? words.noChoice)}
      />
    )
  const placeholder = emptyWord ?? words.searchOptions(listed.length)
  return <SearchSelect {...input} {...{ canBeEmpty, placeholder }} options={listed} required={param.required} />
}

/** An option that no longer exists stays visible until another is chosen. */
function optionsOf(listed: Option[], held: string, canBeEmpty: boolean, emptyWord: string): Record<string, string> {
  const empty = canBeEmpty || held === '' ? { '': emptyWord } : {}
  const gone = held === '' || listed.some(({ value }) => value === held) ? [] : [{ value: held, label: held }]
  return { ...empty, ...Object.fromEntries([...gone, ...listed].map(({ value, label }) => [value, label])) }
}
