import type { Json } from '../../../shared/model/json.ts'
import { checkValues } from '../../../shared/params/check-values.ts'
import { type Param, titleOf } from '../../../shared/params/param.ts'
import type { ParamSchema } from '../../../shared/params/schema.ts'

/** What the menu offers for a job: to run it with some values, with those of its last run, or to open its form. */
export type TrayItem = { label: string } & (
  | { values: Record<string, Json> }
  | { as: 'last run' | 'form' }
  | { items: TrayItem[] }
  | { separates: true }
)

const mostChoices = 12

/** Null: nothing is asked, so the job runs at once. */
export function trayItemsOf(schema: ParamSchema): TrayItem[] | null {
  if (Object.keys(schema).length === 0) return null
  const canRun = (values: Record<string, Json>): boolean => Object.keys(checkValues(schema, values).problems).length === 0
  const choices = Object.entries(schema).flatMap(([name, param]): TrayItem[] => {
    const items = choicesOf(param)
      .map(([label, value]) => ({ label, values: { [name]: value } }))
      .filter(({ values }) => canRun(values))
    return items.length === 0 || items.length > mostChoices ? [] : [{ label: titleOf(name, param), items }]
  })
  const line: TrayItem = { label: '', separates: true }
  return [
    ...(canRun({}) ? [{ label: 'Run with defaults', values: {} }] : []),
    { label: 'Run with the last values', as: 'last run' },
    ...(choices.length > 0 ? [line, ...choices, line] : []),
    { label: 'Run with…', as: 'form' },
  ]
}

function choicesOf(param: Param): [label: string, value: Json][] {
  if (param.type === 'boolean')
    return [
      ['Yes', true],
      ['No', false],
    ]
  if (param.type !== 'enum' || param.multiple) return []
  return (param.options ?? []).map((option) => [option, option])
}
