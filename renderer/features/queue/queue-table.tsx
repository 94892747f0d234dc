import { Ellipsis, Pause, Play } from 'lucide-react'
import { useState } from 'react'
import type { Queue } from '../../../shared/model/task.ts'
import { attempt, client } from '../../api/client.ts'
import { ByActor } from '../../by-actor.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { toast } from '../../ui/toasts.tsx'
import { type Asked, QueueDialog } from './queue-dialog.tsx'
import { words } from './words.ts'

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
      <table aria-label={words.queues} className="w-full tabular-nums">
        <thead className="sticky top-0 bg-surface">
          <tr className="h-7 text-left text-xs text-ink-3 shadow-[inset_0_-1px_var(--rule)] [&>th]:font-medium">
            <th className="pl-4">{words.queue}</th>
            <th className="w-[30%]">{words.state}</th>
            <th className="w-20 text-right">{words.running}</th>
            <th className="w-20 text-right">{words.ready}</th>
            <th className="w-20 text-right max-[960px]:hidden">{words.delayed}</th>
            <th className="w-20 text-right max-[960px]:hidden">{words.held}</th>
            <th className="w-40 pr-4">
              <span className="sr-only">{words.actions}</span>
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
                <span className={queue.state === 'open' ? 'text-ink-2' : 'font-medium text-warn'}>
                  {words.states[queue.state]}
                </span>
                {queue.note && <span className="text-ink-2">: {queue.note}</span>}
                {queue.state !== 'open' && <ByActor actor={queue.actor} className="pl-1 text-ink-2" />}
              </td>
              <td className="text-right">
                {queue.running}
                {queue.cap !== null && <span className="text-ink-3">{words.runningOf(queue.cap)}</span>}
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
  const resume = async () => {
    if (await attempt(words.notResumed(name), () => client.queues.resume({ name }))) toast(words.resumed(name))
  }
  const remove = async () => {
    if (await attempt(words.notDeleted(name), () => client.queues.remove({ name }))) toast(words.deleted(name))
  }
  return (
    <div className="flex items-center justify-end gap-1">
      {state === 'open' ? (
        <Button small aria-label={words.pauseQueue(name)} onClick={() => ask({ act: 'pause', queue })}>
          <Pause aria-hidden="true" className="size-3" />
          {words.pause}
        </Button>
      ) : (
        <Button small aria-label={words.resumeQueue(name)} onClick={() => void resume()}>
          <Play aria-hidden="true" className="size-3" />
          {words.resume}
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label={words.moreFor(name)}>
            <Ellipsis aria-hidden="true" className="size-4" />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => ask({ act: 'cap', queue })}>{words.limitDialog}</MenuItem>
        {state !== 'draining' && <MenuItem onSelect={() => ask({ act: 'drain', queue })}>{words.drainDialog}</MenuItem>}
        {name !== 'default' && (
          <MenuItem danger onSelect={() => void remove()}>
            {words.delete}
          </MenuItem>
        )}
      </Menu>
    </div>
  )
}
