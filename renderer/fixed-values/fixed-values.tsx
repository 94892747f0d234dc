import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import type { Params } from '../../shared/model/params.ts'
import { paramsText } from '../../shared/model/params-text.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { api } from '../api/client.ts'
import { ParamGroup } from '../run-form/fields.tsx'
import { groupsOf } from '../run-form/form.ts'
import type { Started } from '../started/started.ts'
import { useStateReferences } from '../state/use-state-references.ts'
import { IconButton } from '../ui/button.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { objectOf } from '../ui/json-object.ts'
import { Section } from '../ui/section.tsx'
import { useTyped } from '../ui/use-typed.ts'
import { ValueField } from './value-field.tsx'
import { type EventFacts, missingValues, unreadName, withValue } from './values.ts'
import { words } from './words.ts'

type Props = {
  /** The job, or the flow or pipeline that a job will run. */
  started: Pick<Started, 'kind' | 'id'>
  values: Params
  /** Null: no event brings values, as for a schedule. */
  facts: EventFacts | null
  /** It is stored: what it lacks is said at once, not only where a field was left. */
  isSaved: boolean
  /** What the server found wrong. */
  problem: string | undefined
  checked: unknown
  onChange(values: Params): void
}

/** The values that a schedule or trigger gives the parameters of its job. */
export function FixedValues(props: Props) {
  const { started, values, facts, isSaved, problem, checked } = props
  const { data } = useSchema(started)
  const schema = data?.params ?? {}
  const hasSchema = Object.keys(schema).length > 0
  const missing = data && hasSchema ? missingValues(schema, values, facts) : {}
  const isLacking = (isSaved || problem !== undefined) && Object.keys(missing).length > 0
  const known = Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith(unreadName(''))))
  const summary = Object.keys(known).length > 0 ? paramsText(known) : hasSchema ? words.defaults : words.none
  if (!data) return null
  return (
    <Section checked={checked} title={words.title} summary={summary} invalid={isLacking || problem !== undefined}>
      {isLacking && (
        <p role="alert" className="text-sm text-bad">
          {words.lacks(Object.keys(missing))}
        </p>
      )}
      {problem !== undefined && !isLacking && !Object.hasOwn(values, unreadName('')) && (
        <p className="text-sm text-bad">{problem}</p>
      )}
      {hasSchema ? (
        <ValueFields {...props} schema={schema} missing={missing} showsAll={isSaved || problem !== undefined} />
      ) : (
        <FreeValues {...props} />
      )}
    </Section>
  )
}

function useSchema({ kind, id }: Pick<Started, 'kind' | 'id'>) {
  const input = { ref: id }
  const job = useQuery({ ...api.jobs.params.queryOptions({ input }), enabled: kind === 'job' })
  const flow = useQuery({ ...api.flows.params.queryOptions({ input }), enabled: kind === 'flow' })
  const pipeline = useQuery({ ...api.pipelines.params.queryOptions({ input }), enabled: kind === 'pipeline' })
  return { job, flow, pipeline }[kind]
}

type FieldsProps = Props & { schema: ParamSchema; missing: Record<string, string>; showsAll: boolean }

function ValueFields({ started, schema, values, facts, missing, showsAll, onChange }: FieldsProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const state = useStateReferences(started.id)
  const gone = Object.keys(values).filter((name) => !Object.hasOwn(schema, name) && !name.startsWith(unreadName('')))
  return (
    <div className="flex max-w-120 flex-col gap-4">
      <p className="text-sm text-ink-3">{words.note}</p>
      {groupsOf(schema, Object.keys(schema)).map(([group, names]) => (
        <ParamGroup key={group} name={group}>
          {names.map((name) => {
            const param = schema[name]
            return (
              param && (
                <ValueField
                  key={name}
                  {...{ name, param, facts, state }}
                  value={values[name]}
                  unread={values[unreadName(name)]}
                  problem={showsAll || left.has(name) ? missing[name] : undefined}
                  onChange={(read) => onChange(withValue(values, name, read))}
                  onLeave={() => setLeft(new Set([...left, name]))}
                />
              )
            )
          })}
        </ParamGroup>
      ))}
      {gone.map((name) => (
        <p key={name} className="flex items-center gap-1 text-sm text-bad">
          {words.gone(name)}
          <IconButton
            label={words.remove(name)}
            onClick={() => onChange(withValue(values, name, { value: undefined }))}
            className="size-6"
          >
            <X aria-hidden="true" className="size-3.5" />
          </IconButton>
        </p>
      ))}
    </div>
  )
}

/** A job without parameters of its own takes any. */
function FreeValues({ values, onChange }: Props) {
  const unread = values[unreadName('')]
  const [text, read] = useTyped<Params>(values, printed, valuesIn)
  return (
    <Field label={words.asJson} error={unread === undefined ? undefined : words.notObject}>
      <TextArea rows={3} value={text} onChange={(typed) => onChange(read(typed))} placeholder="{ }" className="max-w-120" />
    </Field>
  )
}

const valuesIn = (text: string): Params => (text.trim() === '' ? {} : (objectOf(text) ?? { [unreadName('')]: text }))

function printed(values: Params): string {
  const unread = values[unreadName('')]
  if (typeof unread === 'string') return unread
  return Object.keys(values).length === 0 ? '' : JSON.stringify(values, null, 2)
}
