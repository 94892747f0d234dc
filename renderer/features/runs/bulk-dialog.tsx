import { useState } from 'react'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { type BulkAction, type BulkTarget, bulk } from './bulk.ts'
import { useRunCount } from './use-run-count.ts'
import { bulkWords } from './words/list.ts'

export type Asked = { action: BulkAction; target: BulkTarget }

/** Asks before many runs are changed, or some are lost. */
export function BulkDialog({ asked: { action, target }, onClose }: { asked: Asked; onClose(): void }) {
  const [isBusy, setBusy] = useState(false)
  const { title, text } = bulkWords.actions[action]
  const go = async () => {
    setBusy(true)
    if (await bulk(action, target)) onClose()
    else setBusy(false)
  }
  const matching = useRunCount('q' in target ? target.q : '', 'q' in target)
  const count = 'ids' in target ? target.ids.length : (matching?.count ?? null)
  const question = title(count, matching?.isPart === true && 'q' in target)
  return (
    <FormDialog
      title={question}
      submit={question}
      danger={action === 'delete'}
      isBusy={isBusy}
      onSubmit={() => void go()}
      onClose={onClose}
    >
      {'q' in target && (
        <p className="break-words">
          {target.q === '' ? bulkWords.allListed : bulkWords.allMatching(<code className="font-mono">{target.q}</code>)}
        </p>
      )}
      <p className="text-ink-2">{text(count === 1)}</p>
    </FormDialog>
  )
}
