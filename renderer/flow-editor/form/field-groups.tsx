import { Fragment, type ReactNode, useMemo } from 'react'
import { Section } from '../../ui/section.tsx'
import { FieldView } from './field-view.tsx'
import type { Field, Group } from './fields.ts'
import { useFormPlace } from './form-place.tsx'
import { ProblemLines } from './problem-lines.tsx'
import { fieldOf, problemsOfFields } from './problems-of-fields.ts'
import { summaryOf } from './summary.ts'
import type { FieldWords } from './words/fields.ts'
import { formWords as words } from './words/form.ts'

export type Shown = {
  id: string
  field: Field
  isUnused: boolean
  /** Where a field has a name of its own for this kind of node. */
  words?: FieldWords
}

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
  const view = ({ id, field, isUnused, words }: Shown) => (
    <Fragment key={id}>
      <FieldView id={id} field={field} problems={byField[id]} isUnused={isUnused} ofFlow={ofFlow} words={words} />
      {after[id]}
    </Fragment>
  )
  return (
    <>
      {at !== '' && rest.length > 0 && (
        <div className="mb-2 flex flex-col gap-1">
          <ProblemLines problems={rest} />
        </div>
      )}
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
            summary={summaryOf(own, value, ofFlow)}
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
