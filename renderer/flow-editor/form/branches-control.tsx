import { Plus, X } from 'lucide-react'
import type { ComponentType } from 'react'
import type { Problem } from '../../../shared/problem.ts'
import { Button } from '../../ui/button.tsx'
import { type ControlProps, textOf } from './control-props.ts'
import { execFields, type Field, type NodeField, nodeFields, pathOf, typeOf, valueAt, type Written } from './fields.ts'
import { PartOfForm, useFormPlace } from './form-place.tsx'
import { ProblemLines } from './problem-lines.tsx'
import { isWithin, problemsOfFields, under } from './problems-of-fields.ts'
import { branchWords as words } from './words/form.ts'

type List = keyof Omit<typeof words, 'remove'>
/** How a field is shown. */
type FieldView = ComponentType<{ id: string; field: Field; problems?: readonly Problem[] | undefined }>

/** Fields that a branch may have of its own. */
const always = ['exec_type', 'prep.input_key', 'prep.input_map', 'params', 'post.output_key', 'post.output_map'] as const
const main = (Object.entries(nodeFields) as [NodeField, Field][]).flatMap(([id]) =>
  /^(?:script\.|service$|func$)/.test(id) && id !== 'script.timeout_ms' ? [id] : [],
)

/** Branches, or how single items and inner nodes differ from the node. */
export function BranchesControl({ list, value, onChange, fieldView }: ControlProps & { list: List; fieldView: FieldView }) {
  const items = Array.isArray(value) ? (value as Written[]) : []
  const { one, add } = words[list]
  const place = useFormPlace()
  const isWrong = (at: number): boolean => place.problems.some(({ path }) => isWithin(path, under(place.at, [list, at])))
  const write = (next: Written[]): void => onChange(next.length === 0 ? undefined : (next as never))
  const first = list === 'foreach_execs' ? { index: items.length } : list === 'subflow_execs' ? { node: '' } : {}
  return (
    <div className="flex flex-col gap-2">
      {items.map((item, at) => (
        <details key={at} className="rounded-md border border-rule" open={items.length === 1 || isWrong(at)}>
          <summary className="flex h-8 cursor-default items-center gap-2 rounded-md px-2 text-sm select-none">
            <span className="font-medium">{one(at + 1)}</span>
            <span className="min-w-0 flex-1 truncate text-ink-3">{summaryOf(item)}</span>
          </summary>
          <div className="flex flex-col gap-3 p-2 pt-1">
            <PartOfForm path={[list, at]}>
              <BranchFields list={list} fieldView={fieldView} />
            </PartOfForm>
            <div>
              <Button small look="quiet" onClick={() => write(items.toSpliced(at, 1))}>
                <X aria-hidden="true" className="size-3.5" />
                {words.remove(one(at + 1))}
              </Button>
            </div>
          </div>
        </details>
      ))}
      <div>
        <Button small look="quiet" onClick={() => write([...items, first])}>
          <Plus aria-hidden="true" className="size-3.5" />
          {add}
        </Button>
      </div>
    </div>
  )
}

const summaryOf = (item: unknown): string =>
  [['node'], ['index'], ['service'], ['func'], ['script', 'cmd']].map((path) => textOf(valueAt(item, path))).find(Boolean) ?? ''

function BranchFields({ list, fieldView: FieldView }: { list: List; fieldView: FieldView }) {
  const { value, problems, at } = useFormPlace()
  const own: (keyof typeof execFields)[] = list === 'foreach_execs' ? ['index'] : list === 'subflow_execs' ? ['node'] : []
  // What a branch does not say is said by its node, which the form does not look at here.
  const isShown = (id: NodeField): boolean =>
    valueAt(value, pathOf(id)) !== undefined || nodeFields[id].appliesTo({ kind: 'executor', exec_type: typeOf(value) })
  const common = [always[0], ...main.filter(isShown), ...always.slice(1)]
  const { byField, rest } = problemsOfFields<string>(problems, at, [...own, ...common])
  return (
    <>
      <ProblemLines problems={rest} />
      {own.map((id) => (
        <FieldView key={id} id={id} field={execFields[id]} problems={byField[id]} />
      ))}
      {common.map((id) => (
        <FieldView key={id} id={id} field={nodeFields[id]} problems={byField[id]} />
      ))}
    </>
  )
}
