import { useState } from 'react'
import type { Schedule } from '../../../shared/model/schedule.ts'
import { instantOf } from '../../../shared/schedule/local-time.ts'
import { client, messageOf } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { toast } from '../../ui/toasts.tsx'

/** Asks why, and until when. */
export function PauseDialog({ schedule, onClose }: { schedule: Schedule; onClose(): void }) {
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const [problem, setProblem] = useState<string | undefined>()

  const save = async () => {
    if (reason.trim() === '') return setProblem('Say why: it is shown wherever the schedule is')
    try {
      await client.schedules.pause({
        id: schedule.id,
        reason,
        until: until === '' ? null : instantOf(Date.parse(`${until}Z`), schedule.tz),
      })
      toast('Paused')
      onClose()
    } catch (error) {
      setProblem(messageOf(error))
    }
  }

  return (
    <Dialog open onClose={onClose} title="Pause the schedule">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
        className="flex flex-col gap-4"
      >
        <p className="text-ink-2">Nothing of it runs until then. Each time that passes is kept as skipped, with your reason.</p>
        <Field label="Why" error={problem}>
          <TextInput autoFocus maxLength={500} value={reason} onChange={setReason} />
        </Field>
        <Field label={`Until (${schedule.tz})`} hint="Empty: until you resume it">
          <TextInput type="datetime-local" value={until} onChange={setUntil} className="w-52!" />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit">
            Pause
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
