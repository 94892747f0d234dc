import { Gauge, Hourglass, Pause, Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Queue } from '../../../shared/model/task.ts'
import { attempt, client } from '../../api/client.ts'
import type { Action } from '../../ui/table/action.ts'
import { Table } from '../../ui/table/table.tsx'
import { toast } from '../../ui/toasts.tsx'
import { queueColumns } from './queue-columns.tsx'
import { type Asked, QueueDialog } from './queue-dialog.tsx'
import { useChosenQueue } from './use-chosen-queue.ts'
import { words } from './words.ts'

/** For "Resume" and the menu. */
const actionsWidth = 112

/** Every queue with its counts; opening one shows only its tasks. */
export function QueueTable({ queues }: { queues: Queue[] }) {
  const [asked, ask] = useState<Asked | null>(null)
  const [chosen, choose] = useChosenQueue()
  return (
    <div className="flex max-h-[40%] shrink-0 flex-col border-b border-rule">
      <Table
        label={words.queues}
        nouns={words.queueNouns}
        columns={queueColumns}
        items={queues}
        keyOf={nameOf}
        nameOf={nameOf}
        sentenceOf={sentenceOf}
        onOpen={({ name }) => choose(name === chosen ? null : name)}
        more={null}
        actionsOf={(queue) => actionsOf(queue, ask)}
        actionsWidth={actionsWidth}
        isAside
        footer={null}
      />
      {asked && <QueueDialog asked={asked} onClose={() => ask(null)} />}
    </div>
  )
}

const nameOf = ({ name }: Queue): string => name
const sentenceOf = ({ name, state, note, running, ready }: Queue): string =>
  words.queueRow(name, words.states[state], note, running, ready)

function actionsOf(queue: Queue, ask: (asked: Asked) => void): Action[] {
  const { name, state } = queue
  const pause: Action = {
    ...{ name: words.pause, fullName: words.pauseQueue(name), icon: Pause, key: 'pauseSelected', isMain: true },
    act: () => ask({ act: 'pause', queue }),
  }
  const resume: Action = {
    ...{ name: words.resume, fullName: words.resumeQueue(name), icon: Play, key: 'pauseSelected', isMain: true },
    act: () => told(words.notResumed(name), () => client.queues.resume({ name }), words.resumed(name)),
  }
  const drain: Action = { name: words.drainDialog, icon: Hourglass, act: () => ask({ act: 'drain', queue }) }
  const remove: Action = {
    ...{ name: words.delete, icon: Trash2, key: 'deleteSelected', isDanger: true },
    act: () => told(words.notDeleted(name), () => client.queues.remove({ name }), words.deleted(name)),
  }
  return [
    state === 'open' ? pause : resume,
    { name: words.limitDialog, icon: Gauge, act: () => ask({ act: 'cap', queue }) },
    ...(state === 'draining' ? [] : [drain]),
    ...(name === 'default' ? [] : [remove]),
  ]
}

async function told(failed: string, act: () => Promise<unknown>, done: string): Promise<void> {
  if (await attempt(failed, act)) toast(done)
}
