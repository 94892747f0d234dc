import { useEffect, useState } from 'react'
import type { Queue } from '../../../shared/model/task.ts'
import { client } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'

export type Asked = { act: 'pause' | 'drain' | 'cap'; queue: Queue }

const words = {
  pause: {
    title: 'Pause',
    does: 'What runs goes on; nothing else of this queue begins until it is resumed. Nothing is lost.',
    button: 'Pause',
    done: 'paused',
  },
  drain: {
    title: 'Drain',
    does: 'What waits is worked off; nothing new is taken in until it is resumed. A job that would run meanwhile is recorded as skipped.',
    button: 'Drain',
    done: 'is draining',
  },
  cap: {
    title: 'Run at most',
    does: 'How many of this queue run at the same time. Empty: as many as there are places.',
    button: 'Save',
    done: 'saved',
  },
}

/** Asks what else there is to know before a queue is changed. */
export function QueueDialog({ asked, onClose }: { asked: Asked | null; onClose(): void }) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | undefined>()
  useEffect(() => {
    setText(asked?.act === 'cap' ? String(asked.queue.cap ?? '') : '')
    setProblem(undefined)
  }, [asked])
  if (asked === null) return null
  const { act, queue } = asked
  const { title, does, button, done } = words[act]

  const save = async () => {
    const cap = text.trim() === '' ? null : Number(text)
    if (act === 'cap' && cap !== null && !(Number.isInteger(cap) && cap >= 1 && cap <= 1_000))
      return setProblem('Give a whole number from 1 to 1000')
    const note = text.trim() === '' ? {} : { note: text.trim() }
    try {
      if (act === 'cap') await client.queues.setCap({ name: queue.name, cap })
      else await client.queues[act]({ name: queue.name, ...note })
      toast(`Queue "${queue.name}" ${done}`)
      onClose()
    } catch (error) {
      toastError(`Queue "${queue.name}" was not changed`, error)
    }
  }

  return (
    <Dialog open onClose={onClose} title={`${title}: ${queue.name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
        className="flex flex-col gap-4"
      >
        <p className="text-ink-2">{does}</p>
        <Field label={act === 'cap' ? 'At the same time' : 'Why (others see it)'} error={problem}>
          <TextInput
            value={text}
            onChange={setText}
            autoFocus
            maxLength={200}
            placeholder={act === 'cap' ? 'no cap' : 'optional'}
          />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit">
            {button}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
