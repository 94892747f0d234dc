import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { splitFilter } from '../../filter-bar/draft.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { usePeek } from '../../ui/panel/use-peek.ts'
import type { BulkAction } from './bulk.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import type { ExportForm } from './export-runs.ts'
import { operationsPeek } from './operations/operations-panel.tsx'
import { useRunCount } from './use-run-count.ts'
import { bulkWords, exportWords } from './words/list.ts'

/** What can be done with every run of the list, also with those further down. */
export function BulkMenu({ q, exporting }: { q: string; exporting(form: ExportForm): void }) {
  const [asked, ask] = useState<BulkAction | null>(null)
  const panel = usePeek()
  const isOfFailed = splitFilter(q).includes('status:failed')
  const matching = useRunCount(q, isOfFailed)
  return (
    <>
      <Menu
        trigger={
          <IconButton label={bulkWords.menu}>
            <Ellipsis aria-hidden="true" className="size-4" />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => exporting('csv')}>{exportWords.csv}</MenuItem>
        <MenuItem onSelect={() => exporting('json')}>{exportWords.json}</MenuItem>
        <MenuSeparator />
        {(Object.keys(bulkWords.actions) as BulkAction[]).map((action) => (
          <MenuItem key={action} danger={action === 'delete'} onSelect={() => ask(action)}>
            {action === 'retry' && isOfFailed && matching
              ? bulkWords.retryFailed(matching.count, matching.isPart)
              : bulkWords.actions[action].menu}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem onSelect={() => panel.show(operationsPeek)}>{bulkWords.operations}</MenuItem>
      </Menu>
      {asked !== null && <BulkDialog asked={{ action: asked, target: { q } }} onClose={() => ask(null)} />}
    </>
  )
}
