import { Ellipsis, Pause, Play } from 'lucide-react'
import { useState } from 'react'
import type { Queue } from '../../../shared/model/task.ts'
import { client } from '../../api/client.ts'
import { ByActor } from '../../by-actor.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { type Asked, QueueDialog } from './queue-dialog.tsx'

const stateWords = { open: 'Open', paused: 'Paused', draining: 'Draining' }

/** Every queue with its counts; a click shows only its tasks. */
export function QueueTable({
  queues,
  chosen,
  onChoose,
}: {
  queues: Queue[]
  chosen: string | null
  onChoose(name: string): void
}) {
  const [asked, ask] = useState<Asked | null>(null)
  return (
    <div className="max-h-[40%] shrink-0 overflow-auto border-b border-rule">
      <table aria-label="Queues" className="w-full tabular-nums">
        <thead className="sticky top-0 bg-surface">
          <tr className="h-7 text-left text-xs text-ink-3 shadow-[inset_0_-1px_var(--rule)] [&>th]:font-medium">
            <th className="pl-4">Queue</th>
            <th className="w-[30%]">State</th>
            <th className="w-20 text-right">Running</th>
            <th className="w-20 text-right">Ready</th>
            <th className="w-20 text-right max-[960px]:hidden">Not due</th>
            <th className="w-20 text-right max-[960px]:hidden">Held</th>
            <th className="w-40 pr-4">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <tr
              key={queue.name}
              className={cx(
                'h-[34px] border-b border-rule last:border-0',
                chosen === queue.name ? 'bg-selected' : 'hover:bg-hover',
              )}
            >
              <td className="max-w-0 truncate pl-4 font-medium">
                <button
                  type="button"
                  aria-pressed={chosen === queue.name}
                  onClick={() => onChoose(queue.name)}
                  className="hover:underline"
                >
                  {queue.name}
                </button>
              </td>
              <td className="max-w-0 truncate" title={queue.note ?? undefined}>
                <span className={queue.state === 'open' ? 'text-ink-2' : 'font-medium text-warn'}>{stateWords[queue.state]}</span>
                {queue.note && <span className="text-ink-2">: {queue.note}</span>}
                {queue.state !== 'open' && <ByActor actor={queue.actor} className="pl-1 text-ink-2" />}
              </td>
              <td className="text-right">
                {queue.running}
                {queue.cap !== null && <span className="text-ink-3"> of {queue.cap}</span>}
              </td>
              <td className="text-right">{queue.ready.toLocaleString('en')}</td>
              <td className="text-right max-[960px]:hidden">{queue.delayed.toLocaleString('en')}</td>
              <td className="text-right max-[960px]:hidden">{queue.held.toLocaleString('en')}</td>
              <td className="pr-3">
                <Actions queue={queue} ask={ask} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked && <QueueDialog asked={asked} onClose={() => ask(null)} />}
    </div>
  )
}

function Actions({ queue, ask }: { queue: Queue; ask(asked: Asked): void }) {
  const { name, state } = queue
  const resume = () =>
    client.queues.resume({ name }).then(
      () => toast(`Queue "${name}" resumed`),
      (error: unknown) => toastError(`Queue "${name}" was not resumed`, error),
    )
  const remove = () =>
    client.queues.remove({ name }).then(
      () => toast(`Queue "${name}" removed`),
      (error: unknown) => toastError(`Queue "${name}" was not removed`, error),
    )
  return (
    <div className="flex items-center justify-end gap-1">
      {state === 'open' ? (
        <Button small aria-label={`Pause ${name}`} onClick={() => ask({ act: 'pause', queue })}>
          <Pause aria-hidden="true" className="size-3" />
          Pause
        </Button>
      ) : (
        <Button small aria-label={`Resume ${name}`} onClick={() => void resume()}>
          <Play aria-hidden="true" className="size-3" />
          Resume
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label={`More for queue ${name}`}>
            <Ellipsis aria-hidden="true" className="size-4" />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => ask({ act: 'cap', queue })}>Run at most…</MenuItem>
        {state !== 'draining' && <MenuItem onSelect={() => ask({ act: 'drain', queue })}>Drain…</MenuItem>}
        {name !== 'default' && (
          <MenuItem danger onSelect={() => void remove()}>
            Remove
          </MenuItem>
        )}
      </Menu>
    </div>
  )
}
