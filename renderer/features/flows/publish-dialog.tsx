import { useState } from 'react'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { client, messageOf } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { toast } from '../../ui/toasts.tsx'

/** Asks what is new. */
export function PublishDialog({ flow, onClose }: { flow: FlowDetail; onClose(): void }) {
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<string | undefined>()
  const [busy, setBusy] = useState(false)
  const publish = async () => {
    setBusy(true)
    try {
      const { version, isNew } = await client.flows.publish({ ref: flow.id, note: note.trim() })
      toast(isNew ? `Version ${version.version} published` : `Nothing new: version ${version.version} says the same`)
      onClose()
    } catch (error) {
      setProblem(messageOf(error))
      setBusy(false)
    }
  }
  return (
    <Dialog open onClose={onClose} title={`Publish ${flow.name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void publish()
        }}
        className="flex flex-col gap-4"
      >
        <p className="text-ink-2">New runs go by it. Runs that have begun end as they began.</p>
        <Field label="What is new" hint="It is shown beside the version" error={problem}>
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
