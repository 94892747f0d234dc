import { useState } from 'react'
import type { Params } from '../../shared/model/params.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { issuesOf } from '../api/client.ts'
import { checkForm, type Form, formOf, type Held } from '../run-form/form.ts'
import { sentenceCase } from '../ui/sentence-case.ts'

/** What an approver writes into the form of an approval. A mistake is shown once its field was left, or an answer was tried. */
export function useAnswers(schema: ParamSchema) {
  const [began] = useState(() => formOf(schema))
  const [form, setForm] = useState<Form>(began)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [refused, setRefused] = useState<Record<string, string>>({})
  const { values, problems } = checkForm(schema, form)
  const known = Object.entries(problems).filter(([name]) => left.has(name))

  return {
    fields: {
      ...{ schema, form, problems: { ...refused, ...Object.fromEntries(known) } },
      onChange(name: string, held: Held) {
        setForm((old) => ({ ...old, [name]: held }))
        setRefused(({ [name]: _, ...others }) => others)
      },
      onLeave: (name: string) => setLeft((old) => new Set([...old, name])),
    },
    isChanged: JSON.stringify(form) !== JSON.stringify(began),
    /** The values to approve with; null: the first that is wrong is shown. */
    take(root: HTMLElement | null): Params | null {
      const [wrong] = Object.keys(problems)
      if (wrong === undefined) return values
      setLeft(new Set(Object.keys(schema)))
      requestAnimationFrame(() =>
        root?.querySelector<HTMLElement>(`[data-param="${CSS.escape(wrong)}"] :is(input, select, textarea)`)?.focus(),
      )
      return null
    },
    /** Shows what the engine found wrong with the values. */
    refuse: (error: unknown) =>
      setRefused(
        Object.fromEntries(
          Object.entries(issuesOf(error)).map(([path, message]) => [path.replace(/^params\./, ''), sentenceCase(message)]),
        ),
      ),
  }
}
