import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Queue } from '../../../shared/model/task.ts'
import { client } from '../../api/client.ts'
import { Field, TextInput } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toast } from '../../ui/toasts.tsx'
import { words } from './words.ts'

export type Asked = { act: 'pause' | 'drain' | 'cap'; queue: Queue }

/** Asks for the reason, or the limit, before a queue is changed. */
export function QueueDialog({ asked, onClose }: { asked: Asked; onClose(): void }) {
  const { act, queue } = asked
  const dialog = words.dialogs[act]
  const [text, setText] = useState(act === 'cap' ? String(queue.cap ?? '') : '')
  const [problem, setProblem] = useState<string | undefined>()
  const change = useMutation({
    mutationFn: (ask: () => Promise<unknown>) => ask(),
    meta: { failed: words.notChanged(queue.name) },
    onSuccess() {
      toast(dialog.done(queue.name))
      onClose()
    },
  })
  const submit = () => {
    const { name } = queue
    if (act !== 'cap')
      return change.mutate(() => client.queues[act]({ name, ...(text.trim() === '' ? {} : { note: text.trim() }) }))
    const cap = text.trim() === '' ? null : Number(text)
    if (cap !== null && !(Number.isInteger(cap) && cap >= 1 && cap <= 1_000)) return setProblem(words.capRange)
    change.mutate(() => client.queues.setCap({ name, cap }))
  }

  return (
    <FormDialog
      title={dialog.title(queue.name)}
      submit={dialog.submit}
      isBusy={change.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="text-ink-2">{dialog.text}</p>
      <Field label={dialog.field} error={problem}>
        <TextInput value={text} onChange={setText} autoFocus maxLength={200} placeholder={dialog.placeholder} />
      </Field>
    </FormDialog>
  )
}
