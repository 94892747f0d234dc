import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { countText } from '../../ui/count-text.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { type BulkAction, type BulkTarget, bulk } from './bulk.ts'

export type Asked = { action: BulkAction; target: BulkTarget }

const words: Record<BulkAction, { title: string; does: string; button: string }> = {
  cancel: {
    title: 'Cancel runs',
    does: 'LocalFlow cancels queued runs and stops running ones. Ended runs do not change.',
    button: 'Cancel them',
  },
  retry: {
    title: 'Retry runs',
    does: 'Each run that failed, was cancelled or was skipped gets another attempt. Its history stays.',
    button: 'Retry them',
  },
  delete: {
    title: 'Delete runs',
    does: 'Their history, logs and measurements are deleted. This cannot be undone.',
    button: 'Delete them',
  },
}

/** Asks before many runs are changed, or some are lost. */
export function BulkDialog({ asked: { action, target }, onClose }: { asked: Asked; onClose(): void }) {
  const [isBusy, setBusy] = useState(false)
  const { title, does, button } = words[action]
  const go = async () => {
    setBusy(true)
    if (await bulk(action, target)) onClose()
    else setBusy(false)
  }
  const isOne = 'ids' in target && target.ids.length === 1
  return (
    <Dialog open onClose={onClose} title={isOne ? title.replace(/s$/, '') : title}>
      <p className="mb-2 break-words">{describe(target)}</p>
      <p className="mb-4 text-ink-2">{isOne ? does.replace(/^Their/, 'Its') : does}</p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{isOne ? 'Keep it' : 'Keep them as they are'}</Button>
        <Button look={action === 'delete' ? 'danger' : 'primary'} disabled={isBusy} onClick={() => void go()}>
          {isOne ? button.replace(/them$/, 'run') : button}
        </Button>
      </div>
    </Dialog>
  )
}

function describe(target: BulkTarget): string {
  if ('ids' in target) return `This is about ${countText(target.ids.length, ['selected run', 'selected runs'])}.`
  if (target.q === '') return 'This is about every run in this list.'
  return `This is about every run that matches the filter: ${target.q}`
}
