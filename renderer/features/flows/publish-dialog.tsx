import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Definition } from '../../../shared/flow/definition.ts'
import { readDefinition } from '../../../shared/flow/read.ts'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { api, client, messageOf } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { toast } from '../../ui/toasts.tsx'
import { FlowDifference } from './flow-difference.tsx'

/** Asks what is new. */
export function PublishDialog({ flow, onClose }: { flow: FlowDetail; onClose(): void }) {
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<string | undefined>()
  const [busy, setBusy] = useState(false)
  const publish = async () => {
    setBusy(true)
    try {
      const { version, isNew } = await client.flows.publish({ ref: flow.id, note: note.trim() })
      toast(isNew ? `Version ${version.version} published` : `Nothing to publish: version ${version.version} is the same`)
      onClose()
    } catch (error) {
      setProblem(messageOf(error))
      setBusy(false)
    }
  }
  return (
    <Dialog open wide={flow.version !== null} onClose={onClose} title={`Publish ${flow.name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void publish()
        }}
        className="flex flex-col gap-4"
      >
        <p className="text-ink-2">New runs use the new version. Runs that have started keep theirs.</p>
        {flow.version !== null && <SinceVersion flow={flow} version={flow.version} />}
        <Field label="Note" hint="Shown beside the version" error={problem}>
          <TextArea autoFocus rows={3} maxLength={2_000} value={note} onChange={setNote} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={busy}>
            Publish version {(flow.version ?? 0) + 1}
          </Button>
        </div>
      </form>
    </Dialog>
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
