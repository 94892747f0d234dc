import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Spec } from '../../../../shared/model/job.ts'
import type { RunDetail } from '../../../../shared/model/run.ts'
import { api, client, messageOf } from '../../../api/client.ts'
import { Loaded } from '../../../paged.tsx'
import { Field, TextArea, TextInput } from '../../../ui/field.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { Pairs } from '../../../ui/pairs.tsx'
import { type CommandForm, formOf, type Problems, specOf } from './form.ts'
import { words } from './words.ts'

type Props = { run: RunDetail; onClose(): void }

/** Runs a command again with another command line, folder or environment. */
export function CommandDialog({ run, onClose }: Props) {
  const query = useQuery(api.runs.command.queryOptions({ input: { ref: run.id }, staleTime: Number.POSITIVE_INFINITY }))
  if (query.data) return <CommandFields run={run} spec={query.data.spec} title={query.data.title} onClose={onClose} />
  return (
    <FormDialog title={words.title(run.title)} submit={words.submit} isReady={false} onSubmit={() => {}} onClose={onClose}>
      <Loaded query={query} what={words.what}>
        {null}
      </Loaded>
    </FormDialog>
  )
}

function CommandFields({ run, spec, title, onClose }: Props & { spec: Spec; title: string | null }) {
  const [, go] = useLocation()
  const [recorded] = useState(() => formOf(spec))
  const [form, setForm] = useState<CommandForm>(recorded)
  const [problems, setProblems] = useState<Problems>({})
  const start = useMutation({
    mutationFn: (changed: Spec) => client.runs.exec({ ...changed, rerunOf: run.id, ...(title !== null && { title }) }),
    onSuccess({ number }) {
      onClose()
      go(`/runs/${number}`)
    },
    onError: (error) => setProblems({ text: messageOf(error) }),
  })
  const edit = (change: Partial<CommandForm>) => setForm((before) => ({ ...before, ...change }))
  const submit = () => {
    const read = specOf(form, spec)
    if ('problems' in read) setProblems(read.problems)
    else start.mutate(read.spec)
  }
  return (
    <FormDialog
      title={words.title(run.title)}
      submit={words.submit}
      wide
      isBusy={start.isPending}
      isChanged={JSON.stringify(form) !== JSON.stringify(recorded)}
      onSubmit={submit}
      onClose={onClose}
    >
      <Fields kind={spec.body.kind} form={form} problems={problems} edit={edit} />
    </FormDialog>
  )
}

type FieldsProps = {
  kind: Spec['body']['kind']
  form: CommandForm
  problems: Problems
  edit(change: Partial<CommandForm>): void
}

function Fields({ kind, form, problems, edit }: FieldsProps) {
  const isCommand = kind === 'command'
  const label = isCommand ? words.command : kind === 'script' ? words.script : words.body
  return (
    <>
      <Field label={label} hint={isCommand ? words.commandHint : undefined} error={problems.text}>
        <TextArea
          autoFocus
          rows={isCommand ? 4 : 10}
          value={form.text}
          onChange={(text) => edit({ text })}
          className="font-mono text-sm"
        />
      </Field>
      {(isCommand || kind === 'script') && (
        <>
          <Field label={words.folder} hint={words.folderHint}>
            <TextInput mono value={form.folder} onChange={(folder) => edit({ folder })} />
          </Field>
          <Pairs
            title={words.environment}
            noun={words.variable}
            pairs={form.env}
            error={problems.env}
            onChange={(env) => edit({ env })}
          />
        </>
      )}
    </>
  )
}
