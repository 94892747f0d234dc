import { useId } from 'react'
import type { Param } from '../../shared/params/param.ts'
import { Select, TextArea, TextInput } from '../ui/field.tsx'
import { words } from './words.ts'

type Props = {
  param: Param
  held: string
  autoFocus?: boolean
  /** What an empty choice is called. */
  emptyWord?: string
  onChange(text: string): void
  onBlur?(): void
}

/** The control of a value of the parameter's type; what it holds is text. */
export function ParamControl({ param, held, autoFocus = false, emptyWord = words.noChoice, onChange, onBlur }: Props) {
  const list = useId()
  const input = { value: held, autoFocus, onChange, 'aria-required': param.required || undefined, ...(onBlur && { onBlur }) }
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
      return <TextArea {...input} rows={4} placeholder="{ }" />
    case 'file':
    case 'folder':
      return <TextInput {...input} mono placeholder={words.paths[param.type]} />
    case 'enum':
      if (param.options === undefined) return <TextInput {...input} />
      if (param.options.length <= fewOptions)
        return <Select {...input} options={optionsOf(param.options, held, param.required ? undefined : emptyWord)} />
      return (
        <>
          <TextInput {...input} list={list} placeholder={words.searchOptions(param.options.length)} />
          <datalist id={list}>
            {param.options.map((option) => (
              <option key={option} value={option} />
            ))}
          </datalist>
        </>
      )
    default:
      return <TextInput {...input} />
  }
}

const fewOptions = 8

/** An option that no longer exists stays visible until another is chosen. */
function optionsOf(options: string[], held: string, emptyWord: string | undefined): Record<string, string> {
  const empty = emptyWord === undefined && held !== '' ? {} : { '': emptyWord ?? words.noChoice }
  return {
    ...empty,
    ...Object.fromEntries(
      [...(options.includes(held) || held === '' ? [] : [held]), ...options].map((option) => [option, option]),
    ),
  }
}
