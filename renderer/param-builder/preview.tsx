import { useState } from 'react'
import type { Header } from '../../shared/params/header.ts'
import { ParamSchema } from '../../shared/params/schema.ts'
import { Fields } from '../run-form/fields.tsx'
import { checkForm, type Form, formOf } from '../run-form/form.ts'
import type { Listed } from './document.ts'
import { words } from './words.ts'

/** The form that a run of these parameters would ask with. It can be tried, and starts nothing. */
export function Preview({ params, header }: { params: Listed[]; header: Header }) {
  const own = ParamSchema.safeParse(Object.fromEntries(params.map(({ name, facts }) => [name, facts])))
  if (!own.success) return <p className="text-sm text-bad">{words.previewBroken}</p>
  const schema = { ...header.params, ...own.data }
  if (Object.keys(schema).length === 0) return <p className="text-sm text-ink-3">{words.previewEmpty}</p>
  return <Tried key={JSON.stringify(schema)} schema={schema} />
}

function Tried({ schema }: { schema: ParamSchema }) {
  const [form, setForm] = useState<Form>(() => formOf(schema))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const { problems } = checkForm(schema, form)
  return (
    <div className="flex flex-col gap-3 rounded-md border border-rule bg-surface p-3">
      <Fields
        schema={schema}
        form={form}
        problems={Object.fromEntries(Object.entries(problems).filter(([name]) => left.has(name)))}
        onChange={(name, held) => setForm({ ...form, [name]: held })}
        onLeave={(name) => setLeft(new Set([...left, name]))}
      />
    </div>
  )
}
