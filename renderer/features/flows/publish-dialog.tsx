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

/** Asks for a note and shows what publishing changes. */
export function PublishDialog({ flow, onClose }: { flow: FlowDetail; onClose(): void }) {
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<string | undefined>()
  const publish = useMutation(
    api.flows.publish.mutationOptions({
      onSuccess({ version: { version }, isNew }) {
        toast(isNew ? `Published version ${version}` : `Nothing to publish: version ${version} is the same`)
        onClose()
      },
      onError: (error) => setProblem(messageOf(error)),
    }),
  )
  return (
    <FormDialog
      wide={flow.version !== null}
      title={`Publish ${flow.name}`}
      submit={`Publish version ${(flow.version ?? 0) + 1}`}
      isBusy={publish.isPending}
      isChanged={note.trim() !== ''}
      onSubmit={() => publish.mutate({ ref: flow.id, note: note.trim() })}
      onClose={onClose}
    >
      <p className="text-ink-2">New runs use the new version. Runs that have started keep theirs.</p>
      {flow.version !== null && <SinceVersion flow={flow} version={flow.version} />}
      <Field label="Note" hint="Shown next to the version" error={problem}>
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
    <section aria-label={`Changes since version ${version}`} className="max-h-[38vh] min-h-24 overflow-auto">
      <h3 className="mb-2 font-medium">Changes since version {version}</h3>
      {data && (
        <FlowDifference
          before={{ source: data.source, definition: data.definition as Definition }}
          after={{ source: flow.draft, definition: draft }}
        />
      )}
    </section>
  )
}
