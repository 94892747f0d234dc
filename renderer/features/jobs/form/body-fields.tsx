import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { api } from '../../../api/client.ts'
import { cx } from '../../../ui/class-names.ts'
import { Field, TextInput } from '../../../ui/field.tsx'
import { CommandFields } from './command-fields.tsx'
import type { FieldsProps, Form } from './form.ts'
import { HttpFields } from './http-fields.tsx'
import { ScriptFields } from './script-fields.tsx'
import { words } from './words.ts'

/** Something built in is made by a program, and not offered otherwise. */
const kindsOf = ({ builtin }: Form): Form['kind'][] =>
  builtin ? ['script', 'command', 'http', 'flow', 'pipeline', 'builtin'] : ['script', 'command', 'http', 'flow', 'pipeline']

/** The name and what runs. */
export function BodyFields({ form, problems, edit }: FieldsProps) {
  return (
    <>
      <div className="flex flex-wrap items-start gap-3">
        <Field label={words.name} error={problems['name']} className="min-w-40 flex-1">
          <TextInput
            value={form.name}
            onChange={(name) => edit({ name })}
            placeholder={words.nameExample}
            autoFocus={form.name === ''}
          />
        </Field>
        <fieldset className="min-w-0">
          <legend className="mb-1 text-sm font-medium text-ink-2">{words.kind}</legend>
          <div className="flex min-h-7 flex-wrap rounded-md border border-rule-2 p-0.5">
            {kindsOf(form).map((kind) => (
              <label
                key={kind}
                className={cx(
                  'flex h-[22px] items-center rounded-sm px-3 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent',
                  form.kind === kind ? 'bg-selected font-medium' : 'text-ink-2 hover:text-ink',
                )}
              >
                <input
                  type="radio"
                  name="kind"
                  className="sr-only"
                  checked={form.kind === kind}
                  onChange={() => edit({ kind })}
                />
                {words.kinds[kind]}
              </label>
            ))}
          </div>
        </fieldset>
      </div>
      <div data-body className="contents">
        <Fields form={form} problems={problems} edit={edit} />
      </div>
    </>
  )
}

function Fields(props: FieldsProps) {
  switch (props.form.kind) {
    case 'script':
      return <ScriptFields {...props} />
    case 'command':
      return <CommandFields {...props} />
    case 'http':
      return <HttpFields {...props} />
    case 'flow':
      return <FlowFields {...props} />
    case 'pipeline':
      return <PipelineFields {...props} />
    case 'builtin':
      return <BuiltinFields {...props} />
  }
}

/** Which flow, and of which version. */
function FlowFields({ form, problems, edit }: FieldsProps) {
  const list = useId()
  const { data } = useQuery(api.flows.list.queryOptions({ input: { limit: 500 } }))
  return (
    <>
      <Field label={words.flow} hint={words.flowHint} error={problems['flow']} className="max-w-96">
        <TextInput value={form.flow} onChange={(flow) => edit({ flow })} list={list} placeholder={words.flowName} />
      </Field>
      <datalist id={list}>
        {data?.items.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      <VersionField form={form} problems={problems} edit={edit} hint={words.flowVersionHint} />
    </>
  )
}

/** Which pipeline, and of which version. */
function PipelineFields({ form, problems, edit }: FieldsProps) {
  const list = useId()
  const { data } = useQuery(api.pipelines.list.queryOptions({ input: { limit: 500 } }))
  return (
    <>
      <Field label={words.pipeline} hint={words.pipelineHint} error={problems['pipeline']} className="max-w-96">
        <TextInput
          value={form.pipeline}
          onChange={(pipeline) => edit({ pipeline })}
          list={list}
          placeholder={words.pipelineName}
        />
      </Field>
      <datalist id={list}>
        {data?.items.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      <VersionField form={form} problems={problems} edit={edit} hint={words.pipelineVersionHint} />
    </>
  )
}

const VersionField = ({ form, problems, edit, hint }: FieldsProps & { hint: string }) => (
  <Field label={words.flowVersion} hint={hint} error={problems['flowVersion']} className="max-w-96">
    <TextInput
      value={form.flowVersion}
      onChange={(flowVersion) => edit({ flowVersion })}
      inputMode="numeric"
      placeholder={words.newest}
      className="max-w-32"
    />
  </Field>
)

/** Made by a program: shown as it is. */
function BuiltinFields({ form: { builtin } }: FieldsProps) {
  return (
    <p className="text-ink-2">
      {words.builtin(
        <code className="font-mono text-sm">{builtin?.name}</code>,
        <code className="font-mono text-sm">{JSON.stringify(builtin?.input ?? null)}</code>,
      )}
    </p>
  )
}
