import { Fragment, type ReactNode, useMemo } from 'react'
import { Section } from '../../ui/section.tsx'
import { textOf } from './control-props.ts'
import { FieldView } from './field-view.tsx'
import { type Field, type Group, pathOf, valueAt, type Written } from './fields.ts'
import { useFormPlace } from './form-place.tsx'
import { ProblemLines } from './problem-lines.tsx'
import { fieldOf, problemsOfFields } from './problems-of-fields.ts'
import { formWords as words } from './words/form.ts'

export type Shown = { id: string; field: Field; isUnused: boolean }

const order = ['main', 'input', 'result', 'many', 'failure', 'running', 'older'] as const satisfies readonly Group[]

type Props = {
  fields: readonly Shown[]
  titles: Partial<Record<Group, string>>
  ofFlow?: boolean
  /** Stands behind a field. */
  after?: Readonly<Record<string, ReactNode>>
  /** Another one whenever a group with a problem is to open. */
  asked: { path: string; times: number } | null
}

/** The fields of a form: those of the first group open, the others folded with a line that says what is set. */
export function FieldGroups({ fields, titles, ofFlow = false, after = {}, asked }: Props) {
  const { problems, at, value } = useFormPlace()
  const ids = useMemo(() => fields.map(({ id }) => id), [fields])
  const { byField, rest } = useMemo(() => problemsOfFields(problems, at, ids), [problems, at, ids])
  const askedId = asked && fieldOf(asked.path, at, ids)
  const view = ({ id, field, isUnused }: Shown) => (
    <Fragment key={id}>
      <FieldView id={id} field={field} problems={byField[id]} isUnused={isUnused} ofFlow={ofFlow} />
      {after[id]}
    </Fragment>
  )
  return (
    <>
      {at !== '' && <ProblemLines problems={rest} />}
      {order.map((group) => {
        const own = fields.filter(({ field }) => field.group === group)
        if (own.length === 0) return null
        const content = own.map(view)
        if (group === 'main')
          return (
            <div key={group} className="flex flex-col gap-3 pb-2">
              {content}
            </div>
          )
        const isWrong = own.some(({ id }) => byField[id]?.some(({ severity }) => severity === 'error'))
        const isAsked = own.some(({ id }) => id === askedId)
        return (
          <Section
            key={group}
            title={titles[group] ?? words.groups[group]}
            summary={summaryOf(own, value)}
            invalid={isWrong || isAsked}
            checked={asked}
          >
            {content}
          </Section>
        )
      })}
    </>
  )
}

const mostNamed = 3

/** What is set, in a line. */
function summaryOf(fields: readonly Shown[], value: Written): string {
  const set = fields.flatMap(({ id }) => {
    const found = valueAt(value, pathOf(id))
    return found === undefined ? [] : [short(found)]
  })
  return set.length === 0 ? words.none : set.slice(0, mostNamed).join(', ')
}

const short = (value: unknown): string =>
  typeof value === 'object' && value !== null ? Object.keys(value).slice(0, mostNamed).join(', ') : textOf(value).slice(0, 40)
