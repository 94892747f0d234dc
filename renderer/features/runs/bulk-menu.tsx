import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import type { BulkAction } from './bulk.ts'
import { BulkDialog } from './bulk-dialog.tsx'
import { bulkWords } from './words/list.ts'

/** One action on every run that the list shows, also on those further down. */
export function BulkMenu({ q }: { q: string }) {
  const [asked, ask] = useState<BulkAction | null>(null)
  return (
    <>
      <Menu
        trigger={
          <IconButton label={bulkWords.menu}>
            <Ellipsis aria-hidden="true" className="size-4" />
          </IconButton>
        }
      >
        {(Object.keys(bulkWords.actions) as BulkAction[]).map((action) => (
          <MenuItem key={action} danger={action === 'delete'} onSelect={() => ask(action)}>
            {bulkWords.actions[action].menu}
          </MenuItem>
        ))}
      </Menu>
      {asked !== null && <BulkDialog asked={{ action: asked, target: { q } }} onClose={() => ask(null)} />}
    </>
  )
}
