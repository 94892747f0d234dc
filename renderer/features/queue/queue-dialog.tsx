import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Queue } from '../../../shared/model/task.ts'
import { client } from '../../api/client.ts'
import { Field, TextInput } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toast } from '../../ui/toasts.tsx'

export type Asked = { act: 'pause' | 'drain' | 'cap'; queue: Queue }

const words = {
  pause: {
    title: (name: string) => `Pause queue "${name}"`,
    does: 'Runs that have started continue. Nothing else in this queue starts until you resume it. Nothing is lost.',
    button: 'Pause queue',
    done: 'Paused',
  },
  drain: {
    title: (name: string) => `Drain queue "${name}"`,
    does: 'Runs that wait still start. The queue accepts no new ones until you resume it; a job that would run meanwhile is skipped.',
    button: 'Drain queue',
    done: 'Draining',
  },
  cap: {
    title: (name: string) => `Concurrency limit of queue "${name}"`,
    does: 'How many runs of this queue run at the same time. Leave empty for no limit.',
    button: 'Save limit',
    done: 'Saved the concurrency limit of',
  },
}

/** Asks for the reason, or the limit, before a queue is changed. */
export function QueueDialog({ asked, onClose }: { asked: Asked; onClose(): void }) {
  const { act, queue } = asked
  const { title, does, button, done } = words[act]
  const [text, setText] = useState(act === 'cap' ? String(queue.cap ?? '') : '')
  const [problem, setProblem] = useState<string | undefined>()
  const change = useMutation({
    mutationFn: (ask: () => Promise<unknown>) => ask(),
    meta: { failed: `Could not change queue "${queue.name}"` },
    onSuccess() {
      toast(`${done} queue "${queue.name}"`)
      onClose()
    },
  })
  const submit = () => {
    const { name } = queue
    if (act !== 'cap')
      return change.mutate(() => client.queues[act]({ name, ...(text.trim() === '' ? {} : { note: text.trim() }) }))
    const cap = text.trim() === '' ? null : Number(text)
    if (cap !== null && !(Number.isInteger(cap) && cap >= 1 && cap <= 1_000))
      return setProblem('Give a whole number from 1 to 1,000.')
    change.mutate(() => client.queues.setCap({ name, cap }))
  }

  return (
    <FormDialog title={title(queue.name)} submit={button} isBusy={change.isPending} onSubmit={submit} onClose={onClose}>
      <p className="text-ink-2">{does}</p>
      <Field label={act === 'cap' ? 'Concurrency limit' : 'Reason'} error={problem}>
        <TextInput
          value={text}
          onChange={setText}
          autoFocus
          maxLength={200}
          placeholder={act === 'cap' ? 'No limit' : 'Optional; shown beside the queue'}
        />
      </Field>
    </FormDialog>
  )
}
