import { useQuery } from '@tanstack/react-query'
import { History, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { StateValue } from '../../shared/model/state.ts'
import { api, attempt, client } from '../api/client.ts'
import { OverviewPart } from '../overview/run-lines.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { Ago } from '../ui/time.tsx'
import { toast } from '../ui/toasts.tsx'
import { ChangedBy } from './changed-by.tsx'
import { HistoryDialog } from './history-dialog.tsx'
import { KeyDialog } from './key-dialog.tsx'
import { words } from './words.ts'

const shownFirst = 10

type Open = { what: 'add' } | { what: 'edit' | 'history'; value: StateValue } | null

/** The state of a job, flow or pipeline. */
export function StateSection({ owner }: { owner: string }) {
  const { data } = useQuery(api.state.list.queryOptions({ input: { job: owner } }))
  const [open, setOpen] = useState<Open>(null)
  const [isWhole, setWhole] = useState(false)
  if (!data) return null
  const shown = isWhole ? data.items : data.items.slice(0, shownFirst)
  const close = () => setOpen(null)
  return (
    <OverviewPart
      title={words.title}
      aside={
        <Button small onClick={() => setOpen({ what: 'add' })}>
          {words.add}
        </Button>
      }
    >
      {data.items.length === 0 && <p className="text-ink-3">{words.none}</p>}
      <ul>
        {shown.map((value) => (
          <Line key={value.key} owner={owner} value={value} onOpen={(what) => setOpen({ what, value })} />
        ))}
      </ul>
      {shown.length < data.items.length && (
        <Button small onClick={() => setWhole(true)}>
          {words.showAll(data.items.length)}
        </Button>
      )}
      {open?.what === 'add' && <KeyDialog owner={owner} before={null} onClose={close} />}
      {open?.what === 'edit' && <KeyDialog owner={owner} before={open.value} onClose={close} />}
      {open?.what === 'history' && <HistoryDialog owner={owner} name={open.value.key} onClose={close} />}
    </OverviewPart>
  )
}

type LineProps = { owner: string; value: StateValue; onOpen(what: 'edit' | 'history'): void }

function Line({ owner, value: { key, value, changedAt, run, actor }, onOpen }: LineProps) {
  const restore = () => void attempt(words.notSaved(key), () => client.state.set({ job: owner, key, value, ifValue: null }))
  const remove = async () => {
    const removed = await attempt(words.notRemoved(key), () => client.state.remove({ job: owner, key }))
    if (removed) toast(words.removed(key), { undo: restore })
  }
  return (
    <li className="group/line min-w-0 py-0.5">
      <div className="flex min-h-6 items-center gap-2">
        <span className="max-w-[40%] shrink-0 truncate font-mono text-sm" title={key}>
          {key}
        </span>
        <span dir="auto" className="min-w-0 flex-1 truncate font-mono text-sm text-ink-2" title={value.slice(0, 2_000)}>
          {value.slice(0, 300)}
        </span>
        <span className="flex shrink-0 opacity-0 group-focus-within/line:opacity-100 group-hover/line:opacity-100">
          <IconButton label={words.edit(key)} onClick={() => onOpen('edit')}>
            <Pencil aria-hidden="true" className="size-3.5" />
          </IconButton>
          <IconButton label={words.history(key)} onClick={() => onOpen('history')}>
            <History aria-hidden="true" className="size-3.5" />
          </IconButton>
          <IconButton label={words.remove(key)} onClick={() => void remove()}>
            <Trash2 aria-hidden="true" className="size-3.5" />
          </IconButton>
        </span>
      </div>
      <p className="flex gap-1.5 text-sm text-ink-3">
        <Ago at={changedAt} />
        <ChangedBy run={run} actor={actor} />
      </p>
    </li>
  )
}
