import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { client } from '../../api/client.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'

type Action = 'cancel' | 'retry' | 'delete'

const words: Record<Action, { item: string; title: string; does: string; button: string; done: string }> = {
  cancel: {
    item: 'Cancel those that have not ended…',
    title: 'Cancel runs',
    does: 'Those that wait are withdrawn, those that run are stopped. What has ended stays as it is.',
    button: 'Cancel them',
    done: 'cancelled',
  },
  retry: {
    item: 'Retry those that did not succeed…',
    title: 'Retry runs',
    does: 'Each that failed, was cancelled or skipped gets another attempt. Its history stays.',
    button: 'Retry them',
    done: 'queued again',
  },
  delete: {
    item: 'Delete those that have ended…',
    title: 'Delete runs',
    does: 'Their history, logs and measurements are deleted. This cannot be undone.',
    button: 'Delete them',
    done: 'deleted',
  },
}

/** One action on every run that the list shows, also on those further down. */
export function BulkMenu({ q }: { q: string }) {
  const [asked, ask] = useState<Action | null>(null)
  return (
    <>
      <Menu
        trigger={
          <IconButton label="All runs of this list">
            <Ellipsis aria-hidden="true" className="size-4" />
          </IconButton>
        }
      >
        {(Object.keys(words) as Action[]).map((action) => (
          <MenuItem key={action} danger={action === 'delete'} onSelect={() => ask(action)}>
            {words[action].item}
          </MenuItem>
        ))}
      </Menu>
      {asked !== null && <Confirm action={asked} q={q} onClose={() => ask(null)} />}
    </>
  )
}

function Confirm({ action, q, onClose }: { action: Action; q: string; onClose(): void }) {
  const [busy, setBusy] = useState(false)
  const { title, does, button, done } = words[action]
  const go = async () => {
    setBusy(true)
    try {
      const result = await client.runs.bulk({ action, filter: { q } })
      toast(`${result.done} ${result.done === 1 ? 'run' : 'runs'} ${done}`)
      onClose()
    } catch (error) {
      toastError('Not all of them were changed', error)
      setBusy(false)
    }
  }
  return (
    <Dialog open onClose={onClose} title={title}>
      <p className="mb-2 break-words">{describe(q)}</p>
      <p className="mb-4 text-ink-2">{does}</p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep them as they are</Button>
        <Button look={action === 'delete' ? 'danger' : 'primary'} disabled={busy} onClick={() => void go()}>
          {button}
        </Button>
      </div>
    </Dialog>
  )
}

const describe = (q: string): string =>
  q === '' ? 'This is about every run in this list.' : `This is about every run that matches the filter: ${q}`
