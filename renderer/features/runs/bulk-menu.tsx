import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import type { BulkAction } from './bulk.ts'
import { BulkDialog } from './bulk-dialog.tsx'

const items: Record<BulkAction, string> = {
  cancel: 'Cancel those that have not ended…',
  retry: 'Retry those that did not succeed…',
  delete: 'Delete those that have ended…',
}

/** One action on every run that the list shows, also on those further down. */
export function BulkMenu({ q }: { q: string }) {
  const [asked, ask] = useState<BulkAction | null>(null)
  return (
    <>
      <Menu
        trigger={
          <IconButton label="All runs of this list">
            <Ellipsis aria-hidden="true" className="size-4" />
          </IconButton>
        }
      >
        {(Object.keys(items) as BulkAction[]).map((action) => (
          <MenuItem key={action} danger={action === 'delete'} onSelect={() => ask(action)}>
            {items[action]}
          </MenuItem>
        ))}
      </Menu>
      {asked !== null && <BulkDialog asked={{ action: asked, target: { q } }} onClose={() => ask(null)} />}
    </>
  )
}
