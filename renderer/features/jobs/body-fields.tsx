import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { api } from '../../api/client.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { CodeEditor } from '../../ui/code-editor.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import type { Form } from './form.ts'
import { HttpFields } from './http-fields.tsx'
import { interpreters, languageOf } from './interpreters.ts'

export type FieldsProps = { form: Form; problems: Record<string, string>; edit(change: Partial<Form>): void }

const kinds = { script: 'Script', command: 'Command', http: 'Request', flow: 'Flow', builtin: 'Built-in' } as const

/** The name and what runs. */
export function BodyFields({ form, problems, edit }: FieldsProps) {
  return (
    <>
      <div className="flex items-start gap-3">
        <Field label="Name" error={problems['name']} className="min-w-0 flex-1">
          <TextInput
            value={form.name}
            onChange={(name) => edit({ name })}
            placeholder="Nightly backup"
            autoFocus={form.name === ''}
          />
        </Field>
        <fieldset>
          <legend className="mb-1 text-sm font-medium text-ink-2">Runs a</legend>
          <div className="flex h-7 rounded-md border border-rule-2 p-0.5">
            {(Object.keys(kinds) as Form['kind'][])
              .filter((kind) => kind !== 'builtin' || form.builtin)
              .map((kind) => (
                <label
                  key={kind}
                  className={cx(
                    'flex items-center rounded-sm px-3 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent',
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
                  {kinds[kind]}
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
      <Field label="Flow" hint="What it is given are the parameters of the run" error={problems['flow']} className="max-w-96">
        <TextInput value={form.flow} onChange={(flow) => edit({ flow })} list={list} placeholder="Its name" />
      </Field>
      <datalist id={list}>
        {data?.items.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      <Field
        label="Version"
        hint="Empty: the newest that is published when a run begins"
        error={problems['flowVersion']}
        className="max-w-96"
      >
        <TextInput
          value={form.flowVersion}
          onChange={(flowVersion) => edit({ flowVersion })}
          inputMode="numeric"
          placeholder="newest"
          className="max-w-32"
        />
      </Field>
    </>
  )
}

/** Made by a program: shown as it is. */
function BuiltinFields({ form: { builtin } }: FieldsProps) {
  return (
    <p className="text-ink-2">
      Calls the built-in function <code className="font-mono text-sm">{builtin?.name}</code> with{' '}
      <code className="font-mono text-sm">{JSON.stringify(builtin?.input ?? null)}</code>.
    </p>
  )
}

function ScriptFields({ form, problems, edit }: FieldsProps) {
  const list = useId()
  return (
    <>
      <Field
        label="Interpreter"
        hint="Empty: the script's #! line, else the system shell"
        error={problems['interpreter']}
        className="max-w-80"
      >
        <TextInput
          mono
          value={form.interpreter}
          onChange={(interpreter) => edit({ interpreter })}
          list={list}
          placeholder="from the #! line"
        />
      </Field>
      <datalist id={list}>
        {interpreters.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <div className="flex min-h-64 flex-1 flex-col gap-1">
        <span className="text-sm font-medium text-ink-2">Script</span>
        <div className="min-h-0 flex-1">
          <CodeEditor
            label="Script"
            value={form.script}
            language={languageOf(form)}
            invalid={problems['script'] !== undefined}
            onChange={(script) => edit({ script })}
          />
        </div>
        {problems['script'] && <p className="text-sm text-bad">{problems['script']}</p>}
      </div>
    </>
  )
}

function CommandFields({ form, problems, edit }: FieldsProps) {
  const change = (index: number, value: string) => edit({ args: form.args.map((arg, at) => (at === index ? value : arg)) })
  const add = (at: number) => {
    edit({ args: form.args.toSpliced(at, 0, '') })
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-arg="${at}"]`)?.focus())
  }
  const remove = (at: number) => {
    edit({ args: form.args.toSpliced(at, 1) })
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-arg="${Math.max(0, at - 1)}"]`)?.focus())
  }
  return (
    <>
      <Field label="Program" hint="A name on the PATH, or a full path. No shell reads it." error={problems['command']}>
        <TextInput mono value={form.command} onChange={(command) => edit({ command })} placeholder="rsync" />
      </Field>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-sm font-medium text-ink-2">Arguments, one a line</legend>
        {form.args.map((arg, index) => (
          <div key={index} className="flex items-center gap-1">
            <TextInput
              mono
              data-arg={index}
              aria-label={`Argument ${index + 1}`}
              value={arg}
              onChange={(value) => change(index, value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') {
                  event.preventDefault()
                  add(index + 1)
                } else if (event.key === 'Backspace' && arg === '') {
                  event.preventDefault()
                  remove(index)
                }
              }}
            />
            <IconButton label={`Remove argument ${index + 1}`} onClick={() => remove(index)}>
              <X aria-hidden="true" className="size-3.5" />
            </IconButton>
          </div>
        ))}
        <div>
          <Button small look="quiet" onClick={() => add(form.args.length)}>
            <Plus aria-hidden="true" className="size-3.5" />
            Add argument
          </Button>
        </div>
        {problems['args'] && <p className="text-sm text-bad">{problems['args']}</p>}
      </fieldset>
    </>
  )
}
