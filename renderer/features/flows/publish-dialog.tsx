import { useMutation, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Definition } from '../../../shared/flow/definition.ts'
import { readDefinition } from '../../../shared/flow/read.ts'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { api, messageOf } from '../../api/client.ts'
import { Field, TextArea } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toast } from '../../ui/toasts.tsx'
import { FlowDifference } from './flow-difference.tsx'
import { words as allWords } from './words.ts'

const words = allWords.publishing

/** Asks for a note and shows what publishing changes. */
export function PublishDialog({ flow, onClose }: { flow: FlowDetail; onClose(): void }) {
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<string | undefined>()
  const publish = useMutation(
    api.flows.publish.mutationOptions({
      onSuccess({ version: { version }, isNew }) {
        toast(isNew ? words.done(version) : words.nothing(version))
        onClose()
      },
      onError: (error) => setProblem(messageOf(error)),
    }),
  )
  return (
    <FormDialog
      wide={flow.version === null ? false : 'graph'}
      title={words.title(flow.name)}
      submit={words.submit((flow.version ?? 0) + 1)}
      isBusy={publish.isPending}
      isChanged={note.trim() !== ''}
      onSubmit={() => publish.mutate({ ref: flow.id, note: note.trim() })}
      onClose={onClose}
    >
      <p className="text-ink-2">{words.text}</p>
      {flow.version !== null && <SinceVersion flow={flow} version={flow.version} />}
      <Field label={words.note} hint={words.noteHint} error={problem}>
        <TextArea autoFocus rows={3} maxLength={2_000} value={note} onChange={setNote} />
      </Field>
    </FormDialog>
  )
}

/** What publishing changes for new runs. */
function SinceVersion({ flow, version }: { flow: FlowDetail; version: number }) {
  const { data } = useQuery(api.flows.version.queryOptions({ input: { ref: flow.id, version } }))
  const draft = useMemo(() => readDefinition(flow.draft).definition, [flow.draft])
  return (
    <section aria-label={words.changes(version)} className="max-h-[calc(92vh-284px)] min-h-24 overflow-auto">
      <h3 className="mb-2 font-medium">{words.changes(version)}</h3>
      {data && (
        <FlowDifference
          small
          before={{ source: data.source, definition: data.definition as Definition }}
          after={{ source: flow.draft, definition: draft }}
        />
      )}
    </section>
  )
}
