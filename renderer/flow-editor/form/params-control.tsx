import type { Json } from '../../../shared/flow/reference.ts'
import { ParamsField } from '../../param-builder/params-field.tsx'
import { useTyped } from '../../ui/use-typed.ts'
import type { ControlProps } from './control-props.ts'
import { useFormPlace } from './form-place.tsx'
import { jsonOf, jsonText } from './json-text.ts'
import { formWords as words } from './words/form.ts'

type Params = Record<string, Json> | undefined

/** Parameters of a flow, or of the form of an approval, as a list or as text. */
export function ParamsControl({ field, value, isWrong: _, onChange }: ControlProps & { field: string }) {
  const { set } = useFormPlace()
  const [text, type] = useTyped<Params | null>(value as Params, jsonText, paramsOf)
  const write = (next: string): void => {
    const before = (value ?? {}) as Record<string, Json>
    const after = type(next)
    if (after === null) return
    const names = Object.keys(after ?? {})
    // One by one, the others keep their comments.
    const isInPlace = names.length > 0 && isSameOrder(Object.keys(before), names)
    if (!isInPlace) return onChange(after)
    for (const name of new Set([...Object.keys(before), ...names]))
      if (JSON.stringify(before[name]) !== JSON.stringify(after?.[name])) set([field, name], after?.[name])
  }
  const empty = field === 'form' ? { empty: words.noFormFields } : {}
  return <ParamsField text={text} script="" error={undefined} {...empty} onChange={write} />
}

function paramsOf(text: string): Params | null {
  const { value, problem } = jsonOf(text)
  if (problem !== null || (value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value))))
    return null
  return value === undefined || Object.keys(value).length === 0 ? undefined : (value as Params)
}

/** Names that stay keep their places, and new ones are at the end. */
function isSameOrder(before: string[], after: string[]): boolean {
  const kept = before.filter((name) => after.includes(name))
  return kept.every((name, at) => after[at] === name)
}
