import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schedule } from '../../../shared/model/schedule.ts'
import { instantOf } from '../../../shared/schedule/local-time.ts'
import { api, messageOf } from '../../api/client.ts'
import { Field, TextInput } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toast } from '../../ui/toasts.tsx'
import { words } from './words.ts'

/** Asks for the reason, and until when. */
export function PauseDialog({ schedule, onClose }: { schedule: Schedule; onClose(): void }) {
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const [problem, setProblem] = useState<string | undefined>()

  const pause = useMutation(
    api.schedules.pause.mutationOptions({
      onSuccess() {
        toast(words.paused)
        onClose()
      },
      onError: (error) => setProblem(messageOf(error)),
    }),
  )
  const submit = () => {
    if (reason.trim() === '') return setProblem(words.reasonMissing)
    const at = until === '' ? null : instantOf(Date.parse(`${until}Z`), schedule.tz)
    pause.mutate({ id: schedule.id, reason, until: at })
  }

  return (
    <FormDialog title={words.pause} submit={words.pause} isBusy={pause.isPending} onSubmit={submit} onClose={onClose}>
      <p className="text-ink-2">{words.pauseNote}</p>
      <Field label={words.reason} error={problem}>
        <TextInput autoFocus maxLength={500} value={reason} onChange={setReason} />
      </Field>
      <Field label={words.until(schedule.tz)} hint={words.untilHint}>
        <TextInput type="datetime-local" value={until} onChange={setUntil} className="w-52!" />
      </Field>
    </FormDialog>
  )
}
